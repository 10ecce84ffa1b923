/**
 * One transition, whole or not at all (DEL-16). Answers 1 for stored, 0 for conflict.
 * KEYS: challenge, due, due times, waiting, records, ages, marks
 * ARGV: challenge id, expected version, state, due time or nothing, keep until, then id and bytes of each record …
 * A record's age is the server's time in microseconds, counted on so that no two records of a tag are of the same age.
 * A conflict writes `touched`, so that a WAIT behind it covers the state that stood in the way; as many bytes as it would have
 * stored, so that the time of a refusal does not tell it from a try that was counted (OTP-05).
 */
export const transitionScript = `
local id, version = ARGV[1], tonumber(ARGV[2])
if tonumber(redis.call('HGET', KEYS[1], 'version') or '0') ~= version then
  redis.call('HSET', KEYS[7], 'touched', string.rep('0', #ARGV[3]))
  return 0
end
redis.call('HSET', KEYS[1], 'state', ARGV[3], 'version', version + 1)
redis.call('PEXPIREAT', KEYS[1], ARGV[5])
if ARGV[4] == '' then
  redis.call('ZREM', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
else
  redis.call('ZADD', KEYS[2], ARGV[4], id)
  redis.call('HSET', KEYS[3], id, ARGV[4])
end
if #ARGV > 5 then
  local now = redis.call('TIME')
  local newest = tonumber(redis.call('HGET', KEYS[7], 'newest') or '0')
  local age = math.max(now[1] * 1000000 + now[2], newest + 1)
  for i = 6, #ARGV, 2 do
    if redis.call('HSETNX', KEYS[5], ARGV[i], ARGV[i + 1]) == 1 then
      local text = string.format('%.0f', age)
      redis.call('ZADD', KEYS[4], text, ARGV[i])
      redis.call('HSET', KEYS[6], ARGV[i], text)
      redis.call('HSET', KEYS[7], 'newest', text)
      age = age + 1
    end
  end
end
return 1`;

/** Ids and scores of the earliest members that are due, a list for each set. KEYS: due …; ARGV: now, how many of each. */
export const lookForDueScript = `
local found = {}
for at = 1, #KEYS do
  found[at] = redis.call('ZRANGEBYSCORE', KEYS[at], '-inf', ARGV[1], 'WITHSCORES', 'LIMIT', 0, ARGV[2])
end
return found`;

/**
 * Hides due challenges until a lease ends. Answers id and due time of each that was still free.
 * A challenge that is gone is not due any more. KEYS: due, due times of each tag …, then a challenge for each id;
 * ARGV: now, end of the lease, how many tags, then place of its tag (0, 1, …) and id of each …
 */
export const leaseDueScript = `
local taken, challenge = {}, 2 * ARGV[3]
for i = 4, #ARGV, 2 do
  local due, times, id = KEYS[2 * ARGV[i] + 1], KEYS[2 * ARGV[i] + 2], ARGV[i + 1]
  challenge = challenge + 1
  local score = redis.call('ZSCORE', due, id)
  if redis.call('EXISTS', KEYS[challenge]) == 0 then
    redis.call('ZREM', due, id)
    redis.call('HDEL', times, id)
  elseif score and tonumber(score) <= tonumber(ARGV[1]) then
    redis.call('ZADD', due, ARGV[2], id)
    taken[#taken + 1] = id
    taken[#taken + 1] = redis.call('HGET', times, id) or score
  end
end
return taken`;

/**
 * Ends the leases that are over, and answers id and age of the oldest records that may be taken, a list for each tag.
 * KEYS: waiting, leased, ages of each tag …; ARGV: now, how many of each.
 */
export const oldestRecordsScript = `
local found = {}
for at = 1, #KEYS, 3 do
  for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[at + 1], '-inf', ARGV[1], 'LIMIT', 0, 1000)) do
    redis.call('ZREM', KEYS[at + 1], id)
    local age = redis.call('HGET', KEYS[at + 2], id)
    if age then redis.call('ZADD', KEYS[at], age, id) end
  end
  found[#found + 1] = redis.call('ZRANGE', KEYS[at], 0, ARGV[2] - 1, 'WITHSCORES')
end
return found`;

/**
 * Hides records until a lease ends. Answers id and bytes of each that was still free.
 * KEYS: waiting, leased, records of each tag …; ARGV: end of the lease, then place of its tag (0, 1, …) and id of each …
 */
export const leaseRecordsScript = `
local taken = {}
for i = 2, #ARGV, 2 do
  local at, id = 3 * ARGV[i], ARGV[i + 1]
  if redis.call('ZREM', KEYS[at + 1], id) == 1 then
    redis.call('ZADD', KEYS[at + 2], ARGV[1], id)
    taken[#taken + 1] = id
    taken[#taken + 1] = redis.call('HGET', KEYS[at + 3], id)
  end
end
return taken`;

/** Forgets published records. KEYS: waiting, leased, records, ages of each tag …; ARGV: place of its tag (0, 1, …) and id of each … */
export const forgetRecordsScript = `
for i = 1, #ARGV, 2 do
  local at, id = 4 * ARGV[i], ARGV[i + 1]
  redis.call('ZREM', KEYS[at + 1], id)
  redis.call('ZREM', KEYS[at + 2], id)
  redis.call('HDEL', KEYS[at + 3], id)
  redis.call('HDEL', KEYS[at + 4], id)
end
return 1`;
