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

/**
 * Hides due challenges until a lease ends. Answers id and due time of each that was still free.
 * A challenge that is gone is not due any more. KEYS: due, due times, a challenge for each id; ARGV: now, end of the lease, ids …
 */
export const leaseDueScript = `
local taken = {}
for i = 3, #ARGV do
  local score = redis.call('ZSCORE', KEYS[1], ARGV[i])
  if redis.call('EXISTS', KEYS[i]) == 0 then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
  elseif score and tonumber(score) <= tonumber(ARGV[1]) then
    redis.call('ZADD', KEYS[1], ARGV[2], ARGV[i])
    taken[#taken + 1] = ARGV[i]
    taken[#taken + 1] = redis.call('HGET', KEYS[2], ARGV[i]) or score
  end
end
return taken`;

/**
 * Ends the leases that are over, and answers id and age of the oldest records that may be taken.
 * KEYS: waiting, leased, ages; ARGV: now, how many.
 */
export const oldestRecordsScript = `
for _, id in ipairs(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', ARGV[1], 'LIMIT', 0, 1000)) do
  redis.call('ZREM', KEYS[2], id)
  local age = redis.call('HGET', KEYS[3], id)
  if age then redis.call('ZADD', KEYS[1], age, id) end
end
return redis.call('ZRANGE', KEYS[1], 0, ARGV[2] - 1, 'WITHSCORES')`;

/**
 * Hides records until a lease ends. Answers id and bytes of each that was still free.
 * KEYS: waiting, leased, records; ARGV: end of the lease, ids …
 */
export const leaseRecordsScript = `
local taken = {}
for i = 2, #ARGV do
  if redis.call('ZREM', KEYS[1], ARGV[i]) == 1 then
    redis.call('ZADD', KEYS[2], ARGV[1], ARGV[i])
    taken[#taken + 1] = ARGV[i]
    taken[#taken + 1] = redis.call('HGET', KEYS[3], ARGV[i])
  end
end
return taken`;

/** Forgets published records. KEYS: waiting, leased, records, ages; ARGV: ids … */
export const forgetRecordsScript = `
for _, id in ipairs(ARGV) do
  redis.call('ZREM', KEYS[1], id)
  redis.call('ZREM', KEYS[2], id)
  redis.call('HDEL', KEYS[3], id)
  redis.call('HDEL', KEYS[4], id)
end
return 1`;
