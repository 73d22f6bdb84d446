// Plays interviews with publicodes as its own sites do: every measure is evaluated, the missing variable
// named most often is asked next. Reads {folder, rules, measures, cases} from a file, prints one JSON line.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const input = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const { default: Engine } = createRequire(input.folder + '/')('publicodes')
const silent = { log() {}, warn() {}, error() {} }
const engine = new Engine(input.rules, { logger: silent })

const factOf = {}
for (const fact of Object.keys(input.cases[0])) {
  for (const name of Object.keys(input.cases[0][fact])) factOf[name] = fact
}

function step(situation) {
  engine.setSituation(situation)
  const missed = {}
  const verdicts = []
  for (const measure of input.measures) {
    const result = engine.evaluate(measure)
    verdicts.push(result.nodeValue)
    for (const [name, count] of Object.entries(result.missingVariables)) {
      missed[name] = (missed[name] ?? 0) + count
    }
  }
  let next = null
  for (const name of Object.keys(missed)) {
    if (next === null || missed[name] > missed[next]) next = name
  }
  return { verdicts, next }
}

const milliseconds = []
const asked = []
const verdicts = []
for (const [index, answers] of input.cases.entries()) {
  let situation = {}
  let questions = 0
  for (;;) {
    const began = performance.now()
    const found = step(situation)
    if (index >= input.warm_up) milliseconds.push(performance.now() - began)
    if (found.next === null) {
      verdicts.push(found.verdicts)
      break
    }
    situation = { ...situation, ...answers[factOf[found.next]] }
    questions += 1
  }
  asked.push(questions)
}
console.log(JSON.stringify({ milliseconds, asked, verdicts }))
