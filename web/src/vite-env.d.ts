/// <reference types="vite/client" />

declare module 'monaco-graphql/esm/graphql.worker.js?worker' {
  const worker: new () => Worker;
  export default worker;
}
