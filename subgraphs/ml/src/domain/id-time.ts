/** When an id was made, as a UUID version 7 says itself; otherwise the time given. */
export function timeOfId(id: string, otherwise: Date): Date {
  return id[14] === '7' ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : otherwise;
}
