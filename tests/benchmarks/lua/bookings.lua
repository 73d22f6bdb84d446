-- One client a thread, with one connection: holds, confirms, lets go, cancels, and writes down what it is told.
-- A request that got no answer, or a 5xx, is sent again as it was, under the same Idempotency-Key.
-- Arguments: FOLDER ATTEMPTS SEED. FOLDER/client-N says who client N is, one line:
--   DOOR <tab> ACCESS TOKEN <tab> SESSION of a kiosk's card, or PERSON of an operator's caller
-- FOLDER/slots has a slot a line; FOLDER/ledger-N is written as booking_ledger.py reads it.
local LET_GO, LEAVE, CANCEL, MOST_IN_HAND = 0.2, 0.1, 0.1, 2
local FHIR = "/fhir/R4B/Appointment"
local threads = 0

function setup(thread)
   thread:set("number", threads)
   threads = threads + 1
end

function init(args)
   local folder = args[1]
   attempts, slots, in_hand, asked = tonumber(args[2]), {}, {}, nil
   keys, finished = 0, false
   for line in io.lines(folder .. "/slots") do slots[#slots + 1] = line end
   for line in io.lines(folder .. "/client-" .. number) do door, token, who = line:match("^(%S+)\t(%S+)\t(%S*)$") end
   paper = io.open(folder .. "/ledger-" .. number, "a")
   paper:setvbuf("no")
   math.randomseed(number * 7919 + tonumber(args[3]))
   run = args[3]
   next_attempt()
end

local function note(...)
   paper:write(number .. " " .. table.concat({ ... }, " ") .. "\n")
end

local function ask(what, booking, method, path, body, more)
   keys = keys + 1
   local headers = {
      ["Authorization"] = "Bearer " .. token,
      ["Idempotency-Key"] = string.format("bench-%s-%06d-%08d", run, number, keys),
   }
   if body then headers["Content-Type"] = "application/json" end
   for name, value in pairs(more or {}) do headers[name] = value end
   asked = { what = what, booking = booking, request = wrk.format(method, path, headers, body) }
end

-- Each door's own way of asking for the same.
local doors = {
   kiosk = {
      hold = function(slot)
         ask("hold", "", "POST", "/v1/holds", '{"slot":"' .. slot .. '"}', { ["Okno-Session"] = who })
      end,
      confirm = function(mine)
         ask("confirming", mine, "POST", "/v1/holds/" .. mine.booking .. "/confirm", nil, { ["Okno-Hold"] = mine.token })
      end,
      release = function(mine)
         ask("releasing", mine, "DELETE", "/v1/holds/" .. mine.booking, nil, { ["Okno-Hold"] = mine.token })
      end,
      cancel = function(mine)
         ask("cancelling", mine, "POST", "/v1/bookings/" .. mine.number .. "/cancel", '{"code":"' .. mine.code .. '"}')
      end,
   },
   operator = {
      hold = function(slot)
         ask("hold", "", "POST", "/v1/desk/holds", '{"slot":"' .. slot .. '","person":"' .. who .. '"}')
      end,
      confirm = function(mine)
         local path = "/v1/desk/holds/" .. mine.booking .. "/confirm"
         ask("confirming", mine, "POST", path, nil, { ["Okno-Hold"] = mine.token })
      end,
      release = function(mine)
         ask("releasing", mine, "DELETE", "/v1/desk/holds/" .. mine.booking, nil, { ["Okno-Hold"] = mine.token })
      end,
      cancel = function(mine)
         ask("cancelling", mine, "POST", "/v1/desk/bookings/" .. mine.number .. "/cancel", '{"reason":"bench"}')
      end,
   },
   fhir = {
      hold = function(slot)
         -- Nobody's policy, and another each time: for one person no more than a few are let in an hour.
         local policy = string.format("%08d%08d", math.random(0, 99999999), math.random(0, 99999999))
         local patient = '{"resourceType":"Patient","birthDate":"1950-01-01","identifier":[{"system":'
            .. '"https://fhir.ru/ig/core/systems/oms","value":"' .. policy .. '"}]}'
         local body = '{"resourceType":"Parameters","parameter":[{"name":"patient-resource","resource":' .. patient .. "}]}"
         ask("hold", "", "POST", FHIR .. "/p." .. slot .. "/$hold", body)
      end,
      confirm = function(mine)
         ask("confirming", mine, "POST", FHIR .. "/" .. mine.booking .. "/$book")
      end,
      release = function(mine)
         ask("releasing", mine, "POST", FHIR .. "/" .. mine.booking .. "/$cancel")
      end,
      cancel = function(mine)
         ask("cancelling", mine, "POST", FHIR .. "/" .. mine.booking .. "/$cancel")
      end,
   },
}

local function give_back(mine)
   doors[door].cancel(mine)
   note("cancelling", mine.booking)
end

function next_attempt()
   if #in_hand > 0 and (#in_hand > MOST_IN_HAND or math.random() < CANCEL) then
      give_back(table.remove(in_hand, 1))
   elseif attempts > 0 then
      attempts = attempts - 1
      doors[door].hold(slots[math.random(#slots)])
   elseif not finished then
      finished = true
      note("finished", "-")
      wrk.thread:stop()
   end
end

local function code_in(status, body)
   return body:match("problems/([%l-]+)") or body:match('"code": *"(%l+%-[%l-]+)"') or tostring(status)
end

local function held(body)
   local mine = {
      booking = body:match('"hold":"([%x-]+)"') or body:match('"id":"([%x-]+)"'),
      token = body:match('"token":"([%w_-]+)"') or "-",
   }
   note("held", mine.booking, mine.token)
   local luck = math.random()
   if luck < LEAVE then
      note("left", mine.booking)
      next_attempt()
   elseif luck < LEAVE + LET_GO then
      doors[door].release(mine)
      note("releasing", mine.booking)
   else
      doors[door].confirm(mine)
      note("confirming", mine.booking)
   end
end

local function confirmed(mine, body)
   mine.number = body:match('"number":"(%d%d%d%d%d%d%d%d)"') or body:match('"value":"(%d%d%d%d%d%d%d%d)"')
   mine.code = body:match('"code":"(%d%d%d%d)"')
   note("confirmed", mine.booking, mine.number)
   in_hand[#in_hand + 1] = mine
   next_attempt()
end

function request()
   return asked.request
end

function response(status, _, body)
   if finished then return end
   if status >= 500 then return end
   local mine, good = asked.booking, status >= 200 and status < 300
   if asked.what == "hold" then
      if good then return held(body) end
      note("refused", code_in(status, body))
   elseif good then
      if asked.what == "confirming" then return confirmed(mine, body) end
      note(asked.what == "releasing" and "released" or "cancelled", mine.booking)
   elseif (asked.what == "confirming" or asked.what == "releasing") and status ~= 401 and status ~= 403 then
      note("lost", mine.booking, code_in(status, body))
   else
      note("odd", mine.booking, asked.what, code_in(status, body))
   end
   next_attempt()
end

function done(summary, latency)
   local errors = summary.errors
   print(string.format(
      'RESULT {"requests": %d, "microseconds": %d, "cut": %d, "p50": %d, "p99": %d}',
      summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.timeout,
      latency:percentile(50), latency:percentile(99)
   ))
end
