import { useEffect, useRef, useState } from 'react';
import { useApi } from './ApiContext.tsx';
import { resumableSubscription, type StreamState } from './resumable-subscription.ts';
import { type StreamOperation, streamSource } from './stream-source.ts';

export interface StreamHandlers<Value> {
  onValue: (value: Value) => void;
  onExpired?: () => void;
  onEnded?: () => void;
  onRefused?: (code: string, message: string) => void;
  isIncomplete?: () => boolean;
}

function schedule(task: () => void, milliseconds: number): () => void {
  const timer = window.setTimeout(task, milliseconds);
  return () => window.clearTimeout(timer);
}

/** Follows a subscription for as long as the component is there and `key` stays; answers the state of its connection. */
export function useStream<Data, Variables extends object, Value extends { cursor: string }>(
  key: string,
  operation: StreamOperation<Data, Variables, Value>,
  handlers: StreamHandlers<Value>,
): StreamState {
  const { session, socket } = useApi();
  const [state, setState] = useState<StreamState>('connecting');
  const latest = useRef({ operation, handlers });
  useEffect(() => {
    latest.current = { operation, handlers };
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for the operation's variables
  useEffect(() => {
    setState('connecting');
    const subscription = resumableSubscription<Value>({
      source: streamSource(socket, latest.current.operation),
      isIncomplete: () => latest.current.handlers.isIncomplete?.() ?? false,
      schedule,
      renewToken: session.renew,
      onState: setState,
      onValue: (value) => latest.current.handlers.onValue(value),
      onExpired: () => latest.current.handlers.onExpired?.(),
      onEnded: () => latest.current.handlers.onEnded?.(),
      onRefused: (code, message) => latest.current.handlers.onRefused?.(code, message),
    });
    window.addEventListener('online', subscription.wake);
    return () => {
      window.removeEventListener('online', subscription.wake);
      subscription.stop();
    };
  }, [key, session, socket]);

  return state;
}
