import type { Finding } from './finding.ts';

const TIMEOUT_MILLISECONDS = 3_000;

/** What is at the port, and whether it is CodexContinue. */
export interface PortFinding extends Finding {
  readonly ours: boolean;
}

const name = 'Port';

/** Asks who answers at the port `npm start` uses. */
export async function checkPort(portText: string, host: string): Promise<PortFinding> {
  if (!/^\d{1,5}$/.test(portText) || Number(portText) > 65_535) {
    const advice = 'Choose one from 0 to 65535: PORT=4000 npm start';
    return { name, status: 'fault', ours: false, message: 'PORT is no port.', advice };
  }
  if (portText === '0')
    return { name, status: 'ok', ours: false, message: 'A free port will be picked (PORT=0).' };
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${portText}`;
  try {
    const response = await fetch(`${address}/health/ready`, {
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    return describeAnswer(address, portText, await readReadiness(response));
  } catch (error) {
    const { code } = ((error as Error).cause ?? {}) as { code?: string };
    return code === 'ECONNREFUSED'
      ? {
          name,
          status: 'ok',
          ours: false,
          message: `${portText} is free: CodexContinue does not run here. Start it: npm start`,
        }
      : takenByAnother(portText);
  }
}

interface Readiness {
  readonly status: string;
  readonly checks: Readonly<Record<string, string>>;
}

async function readReadiness(response: Response): Promise<Readiness | undefined> {
  const body: unknown = await response.json().catch(() => undefined);
  if (typeof body !== 'object' || body === null || !('status' in body) || !('checks' in body))
    return undefined;
  return typeof body.status === 'string' && typeof body.checks === 'object' ? (body as Readiness) : undefined;
}

function describeAnswer(address: string, portText: string, readiness: Readiness | undefined): PortFinding {
  if (!readiness) return takenByAnother(portText);
  const checks = Object.entries(readiness.checks).map(([part, state]) => `${part}: ${state}`);
  const message = `CodexContinue answers at ${address} and is ${readiness.status} (${checks.join(', ')}).`;
  if (readiness.status === 'ready') return { name, status: 'ok', ours: true, message };
  const advice = 'Look into its output for the part that is down, then start it again.';
  return { name, status: 'fault', ours: true, message, advice };
}

function takenByAnother(portText: string): PortFinding {
  return {
    name,
    status: 'fault',
    ours: false,
    message: `${portText} is taken by another program.`,
    advice: `Stop that program, or choose another port: PORT=${Number(portText) + 1} npm start`,
  };
}
