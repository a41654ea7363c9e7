/**
 * Appends once. KEYS: the stream and, for a topic the log counts itself, the key of the deduplication id.
 * ARGV: id or `*`, data, final, journal length, deduplication seconds, journal lifetime seconds.
 * Answers the position and whether it was a duplicate.
 */
export const APPEND_SCRIPT = `
if KEYS[2] then
  local first = redis.call('GET', KEYS[2])
  if first then return { first, 1 } end
end
if ARGV[1] ~= '*' then
  local ok = redis.pcall('XADD', KEYS[1], ARGV[1], 'd', ARGV[2], 'f', ARGV[3])
  if type(ok) == 'table' and ok.err then
    if string.find(ok.err, 'equal or smaller', 1, true) then return { ARGV[1], 1 } end
    return redis.error_reply(ok.err)
  end
  return { ok, 0 }
end
local id = redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[4], '*', 'd', ARGV[2], 'f', ARGV[3])
redis.call('EXPIRE', KEYS[1], ARGV[6])
if KEYS[2] then redis.call('SET', KEYS[2], id, 'EX', ARGV[5]) end
return { id, 0 }
`;

/** Replaces a stream. KEYS: the stream. ARGV: id, data and final of each entry. Its remaining life is kept. */
export const RESTORE_SCRIPT = `
local life = redis.call('TTL', KEYS[1])
redis.call('DEL', KEYS[1])
for at = 1, #ARGV, 3 do
  redis.call('XADD', KEYS[1], ARGV[at], 'd', ARGV[at + 1], 'f', ARGV[at + 2])
end
if life > 0 then redis.call('EXPIRE', KEYS[1], life) end
return 1
`;

/**
 * Reads a page. KEYS: the stream. ARGV: the position after which it begins, and how many entries at most.
 * Answers the events as one text, a JSON array (thousands of small answers cost the reader more than the events do),
 * whether an entry stands at the position itself, and the first position of the stream.
 */
export const PAGE_SCRIPT = `
local parts = {}
for at, entry in ipairs(redis.call('XRANGE', KEYS[1], '(' .. ARGV[1], '+', 'COUNT', ARGV[2])) do
  local fields = entry[2]
  local final = fields[4] == '1' and 'true' or 'false'
  parts[at] = '{"position":"' .. entry[1] .. '","data":' .. fields[2] .. ',"final":' .. final .. '}'
end
local own = redis.call('XRANGE', KEYS[1], ARGV[1], ARGV[1])
local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
return { '[' .. table.concat(parts, ',') .. ']', #own, first and first[1] or false }
`;
