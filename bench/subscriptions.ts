import { tellsCpuTime } from './child-process.ts';
import { atLeast, atMost, type Figure, figureOf, format, type Part, percentile } from './figure.ts';
import { hasRedis } from './live/redis.ts';
import { type Delivery, deliver, type Rig, withRig } from './live/rig.ts';

const THROUGHPUT = { rounds: 3, topics: 100, perTopic: 10, events: 200, target: 20_000 };
/** Four readers of each topic: with one each, writing alone keeps a machine of two cores busy. */
const LATENCY = { rounds: 5, topics: 50, perTopic: 4, perSecondEach: 50, seconds: 4, target: 15 };
/** A server that has just begun, and a client that has, run code that is not compiled yet: neither is what is asked. */
const REPLAY = { warmUpRounds: 4, rounds: 9, rehearsals: 2, events: 10_000, target: 100 };

type Measure = (server: Rig['servers'][number], round: number) => Promise<Delivery>;

/** Events from Redis Streams to WebSockets, beside a bare server that sends the same bytes. */
export const subscriptions: Part = {
  name: 'subscriptions',
  about:
    'events of Redis Streams to WebSocket subscribers: throughput, latency, replay; beside a bare ws server',
  async run(log) {
    if (!tellsCpuTime()) return 'this system has no /proc to read CPU time from.';
    if (!hasRedis()) return 'there is no redis-server on this machine.';
    return withRig(async (rig) => [
      ...(await throughput(rig, log)),
      ...(await latency(rig, log)),
      ...(await replay(rig, log)),
    ]);
  },
};

async function throughput(rig: Rig, log: (line: string) => void): Promise<Figure[]> {
  const { topics: topicCount, perTopic, events, rounds, target } = THROUGHPUT;
  const rate = ({ delivered, seconds }: Delivery) => delivered / seconds;
  const perCore = ({ delivered, cpuSeconds }: Delivery) => delivered / cpuSeconds;
  const all = await takeTurns(rig, rounds, (server, round) => {
    const topics = topicsOf(topicCount, `burst-${server.name}-${round}`);
    return deliver(rig, server, { topics, perTopic, events: events + 1, latency: false }, () =>
      rig.writer.burst(topics, events),
    );
  });
  for (const [name, deliveries] of all) {
    log(
      `${name}: ${deliveries.map((one) => `${rate(one).toFixed(0)}/s, ${perCore(one).toFixed(0)} per CPU second`).join('; ')} (${deliveries[0]?.messageBytes} bytes each)`,
    );
  }
  const what = `events to ${topicCount * perTopic} subscribers of ${topicCount} topics`;
  const [gateway, bare] = bothOf(all, perCore);
  return [
    atLeast(`${what}, for each CPU second of the gateway`, gateway, target, 'events'),
    figureOf(`${what}, delivered on this machine`, bothOf(all, rate)[0], 'events/s'),
    figureOf(`${what}, for each CPU second of a bare ws server`, bare, 'events'),
  ];
}

async function latency(rig: Rig, log: (line: string) => void): Promise<Figure[]> {
  const { rounds, topics: topicCount, perTopic, perSecondEach, seconds, target } = LATENCY;
  const events = perSecondEach * seconds;
  const all = await takeTurns(rig, rounds, (server, round) => {
    const topics = topicsOf(topicCount, `paced-${server.name}-${round}`);
    return deliver(rig, server, { topics, perTopic, events: events + 1, latency: true }, () =>
      rig.writer.paced(topics, events, topicCount * perSecondEach),
    );
  });
  for (const [name, deliveries] of all) {
    log(
      `${name}: ${deliveries.map(({ p50Milliseconds, p99Milliseconds, cpuSeconds }) => `p50 ${format(p50Milliseconds)} p99 ${format(p99Milliseconds)} ms, ${format(cpuSeconds)} s CPU`).join('; ')}`,
    );
  }
  const [gateway, bare] = bothOf(all, ({ p99Milliseconds }) => p99Milliseconds);
  const what = `writing an event to receiving it, ${topicCount * perTopic} streams of ${topicCount} topics × ${perSecondEach} events/s`;
  return [
    figureOf(`${what}, p99`, gateway, 'ms'),
    figureOf(`${what}, p99, bare ws server`, bare, 'ms'),
    atMost(`${what}, p99 that the gateway adds`, gateway - bare, target, 'ms'),
  ];
}

async function replay(rig: Rig, log: (line: string) => void): Promise<Figure[]> {
  const { warmUpRounds, rounds, rehearsals, events, target } = REPLAY;
  const topic = 'replay';
  await rig.writer.burst([topic], events - 1);
  // The last of them is the event that `deliver` writes itself.
  const measure: Measure = (server) =>
    deliver(
      rig,
      server,
      { topics: [topic], perTopic: 1, events, latency: false, rehearsals },
      async () => {},
    );
  await takeTurns(rig, warmUpRounds, measure);
  const all = await takeTurns(rig, rounds, measure);
  const milliseconds = ({ subscribedSeconds }: Delivery) => subscribedSeconds * 1_000;
  for (const [name, deliveries] of all)
    log(`${name}: ${deliveries.map((one) => format(milliseconds(one))).join(', ')} ms`);
  const [gateway, bare] = bothOf(all, milliseconds);
  const what = `replay of ${events} events to one subscriber`;
  return [atMost(what, gateway, target, 'ms'), figureOf(`${what}, bare ws server`, bare, 'ms')];
}

const topicsOf = (count: number, prefix: string) =>
  Array.from({ length: count }, (_, index) => `${prefix.replaceAll(' ', '-')}-${index}`);

/** The servers by turns, each round beginning with the other. */
async function takeTurns(
  { servers }: Rig,
  rounds: number,
  measure: Measure,
): Promise<Map<string, Delivery[]>> {
  const all = new Map<string, Delivery[]>(servers.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const server of round % 2 === 0 ? servers : servers.toReversed())
      all.get(server.name)?.push(await measure(server, round));
  }
  return all;
}

/** The medians of our gateway and of the bare server. */
function bothOf(
  all: ReadonlyMap<string, readonly Delivery[]>,
  figure: (delivery: Delivery) => number,
): readonly [number, number] {
  const [gateway = Number.NaN, bare = Number.NaN] = [...all.values()].map((deliveries) =>
    percentile(deliveries.map(figure), 0.5),
  );
  return [gateway, bare];
}
