-- Opens prepared pages, one after another and again from the first, each with the cookie of its operator.
-- Argument: FILE. A line of FILE is PATH <tab> COOKIE.
local pages, page = {}, 0

function init(args)
   for text in io.lines(args[1]) do
      local path, cookie = text:match("^([^\t]*)\t(.*)$")
      pages[#pages + 1] = wrk.format("GET", path, { ["Cookie"] = cookie })
   end
end

function request()
   page = page % #pages + 1
   return pages[page]
end

function done(summary, latency, requests)
   local errors = summary.errors
   print(string.format(
      'RESULT {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p99": %d, "exhausted": false}',
      summary.requests, summary.duration,
      errors.connect + errors.read + errors.write + errors.status + errors.timeout,
      latency:percentile(50), latency:percentile(99)
   ))
end
