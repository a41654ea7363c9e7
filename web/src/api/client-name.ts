/** What this app calls itself, on requests as headers and on sockets in `connection_init`. */
export const CLIENT_NAME = { 'apollographql-client-name': 'web' } as const;
