import type { Caller } from '@codexcontinue/platform/identity';
import { authorityOf } from '../subgraphs/subgraph-client.ts';
import type { CachePolicy } from './cache-policy.ts';

/** What a request asks for, whoever asks. */
export class AskedOperation {
  /** The text of the document, or what stands for it. */
  readonly document: string;
  readonly operationName: string | undefined;
  /** As canonical JSON; empty where there are none. */
  readonly variables: string;
  #within: string | undefined;
  #key = '';
  #publicKey = '';

  constructor(document: string, operationName: string | undefined, variables: string) {
    this.document = document;
    this.operationName = operationName;
    this.variables = variables;
  }

  /** Names the question within what its answer depends on. The same text again, mostly: its hash is known. */
  keyWithin(within: string): string {
    this.#writeKeys(within);
    return this.#key;
  }

  /** The same for an answer that anybody may have. */
  publicKeyWithin(within: string): string {
    this.#writeKeys(within);
    return this.#publicKey;
  }

  #writeKeys(within: string): void {
    if (within === this.#within) return;
    this.#within = within;
    this.#key = `${within}\n${this.operationName ?? ''}\n${this.variables}\n${this.document}`;
    this.#publicKey = responseKey('', this.#key);
  }
}

/** What a response depends on beside the data. */
export interface ResponseQuestion {
  readonly asked: AskedOperation;
  readonly caller: Caller;
  /** Whatever else the answer depends on, such as the graph variant that is asked. */
  readonly within: string;
}

/** Names a question, whoever may have its answer. */
export function questionKey({ asked, within }: ResponseQuestion): string {
  return asked.keyWithin(within);
}

/** Names an answer. */
export function answerKey({ asked, caller, within }: ResponseQuestion, scope: CachePolicy['scope']): string {
  return scope === 'public'
    ? asked.publicKeyWithin(within)
    : responseKey(authorityOf(caller), asked.keyWithin(within));
}

function responseKey(authority: string, question: string): string {
  return `response ${authority}\n${question}`;
}
