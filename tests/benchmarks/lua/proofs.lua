-- Sends prepared requests, each once: a nonce is burnt by its first use.
-- Arguments: FILE TOKEN. A line of FILE is SESSION <tab> BODY; SESSION may be empty.
local lines, line = {}, 0
local headers = { ["Content-Type"] = "application/json" }

function setup(thread)
   thread:set("exhausted", false)
   threads = threads or {}
   table.insert(threads, thread)
end

function init(args)
   headers["Authorization"] = "Bearer " .. args[2]
   for text in io.lines(args[1]) do
      local session, body = text:match("^([^\t]*)\t(.*)$")
      lines[#lines + 1] = { session, body }
   end
end

function request()
   line = line + 1
   if line > #lines then
      exhausted = true
      line = #lines
   end
   local session, body = lines[line][1], lines[line][2]
   if session ~= "" then
      headers["Okno-Session"] = session
   end
   return wrk.format("POST", nil, headers, body)
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
