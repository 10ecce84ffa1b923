/**
 * One batch, whole or not at all (DEL-04). Answers 1 for applied, 0 for moved.
 * KEYS: state, profiles to set …, profiles to delete …
 * ARGV: expected, next, applyId, note, outbox, number of profiles to set, their values …
 * Every answer comes with a write of `touched`, so that a WAIT behind it covers the state that it speaks of.
 */
export const applyScript = `
local state = redis.call('HMGET', KEYS[1], 'applyId', 'positions')
redis.call('HSET', KEYS[1], 'touched', ARGV[3])
if state[1] == ARGV[3] then return 1 end
if (state[2] or '') ~= ARGV[1] then return 0 end
local sets = tonumber(ARGV[6])
for i = 1, sets do redis.call('SET', KEYS[1 + i], ARGV[6 + i]) end
for i = sets + 2, #KEYS do redis.call('DEL', KEYS[i]) end
redis.call('HSET', KEYS[1], 'positions', ARGV[2], 'applyId', ARGV[3], 'note', ARGV[4], 'outbox', ARGV[5])
return 1`;

/** Positions and note, and profiles, at one moment. KEYS: state, profiles … Lua may unpack some thousands of values, not any number. */
export const loadScript = `
local profiles = {}
for first = 2, #KEYS, 1000 do
  local some = redis.call('MGET', unpack(KEYS, first, math.min(first + 999, #KEYS)))
  for i = 1, #some do profiles[first - 2 + i] = some[i] end
end
return {redis.call('HMGET', KEYS[1], 'positions', 'note'), profiles}`;

/** Forgets the outbox of one applyId. KEYS: state; ARGV: applyId. */
export const clearOutboxScript = `
if redis.call('HGET', KEYS[1], 'applyId') == ARGV[1] then redis.call('HDEL', KEYS[1], 'outbox') end
return 1`;
