-- Confirms prepared holds, each once. Arguments: FILE TOKEN. A line of FILE is HOLD <tab> TOKEN OF THE HOLD.
local lines, line = {}, 0
local headers = {}

function setup(thread)
   thread:set("exhausted", false)
   threads = threads or {}
   table.insert(threads, thread)
end

function init(args)
   headers["Authorization"] = "Bearer " .. args[2]
   for text in io.lines(args[1]) do
      local hold, token = text:match("^([^\t]*)\t(.*)$")
      lines[#lines + 1] = { hold, token }
   end
end

function request()
   line = line + 1
   if line > #lines then
      exhausted = true
      line = #lines
   end
   local hold, token = lines[line][1], lines[line][2]
   headers["Okno-Hold"] = token
   headers["Idempotency-Key"] = "bench-" .. hold
   return wrk.format("POST", "/v1/holds/" .. hold .. "/confirm", headers)
end

function done(summary, latency, requests)
   local errors = summary.errors
   print(string.format(
      'RESULT {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p99": %d, "exhausted": %s}',
      summary.requests, summary.duration,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50), latency:percentile(99), tostring(threads[1]:get("exhausted"))
   ))
end
