const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text could be the id of anything here; whatever else a client sends names nothing. */
export function isId(id: string): boolean {
  return UUID.test(id);
}

/** When an id was made, if it says so (UUID version 7), otherwise the time given. */
export function timeOfId(id: string, otherwise: Date): Date {
  return id[14] === '7' ? new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)) : otherwise;
}
