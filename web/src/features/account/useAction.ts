import { useState } from 'react';

interface Action {
  isRunning: boolean;
  problem: string | undefined;
  /** Runs it; what it throws is told to the person. Answers whether it was done. */
  run: (work: () => Promise<void>) => Promise<boolean>;
  /** Nothing was tried: what went wrong is not told any longer. */
  forget: () => void;
}

/** Something a button does, one at a time. */
export function useAction(): Action {
  const [isRunning, setRunning] = useState(false);
  const [problem, setProblem] = useState<string>();
  return {
    isRunning,
    problem,
    forget: () => setProblem(undefined),
    async run(work) {
      setRunning(true);
      setProblem(undefined);
      try {
        await work();
        return true;
      } catch (error) {
        setProblem(error instanceof Error ? error.message : String(error));
        return false;
      } finally {
        setRunning(false);
      }
    },
  };
}
