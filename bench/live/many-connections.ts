/** All sockets of a benchmark come from one address, and from nobody in particular. */
export const MANY_CONNECTIONS = {
  CONNECTIONS: '20000',
  CONNECTIONS_PER_PERSON: '20000',
  CONNECTIONS_PER_ADDRESS: '20000',
};
