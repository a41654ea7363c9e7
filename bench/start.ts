import type { Part } from './figure.ts';
import { atMost } from './figure.ts';
import { startStandalone, withTemporaryDirectory } from './standalone.ts';

const WARM_STARTS = 3;

/** How long `npm start` takes once everything is installed. */
export const start: Part = {
  name: 'start',
  about: 'first and warm start to ready',
  run: (log) =>
    withTemporaryDirectory(async (directory) => {
      const first = await startStandalone(directory);
      log(`first start: ${first.readySeconds.toFixed(2)} s`);
      await first.stop();
      const warm: number[] = [];
      for (let round = 0; round < WARM_STARTS; round += 1) {
        const standalone = await startStandalone(directory);
        log(`warm start: ${standalone.readySeconds.toFixed(2)} s`);
        warm.push(standalone.readySeconds);
        await standalone.stop();
      }
      return [
        {
          what: 'first start to ready, empty data directory',
          figure: `${first.readySeconds.toFixed(2)} s`,
          target: '',
        },
        atMost(`warm start to ready, slowest of ${WARM_STARTS}`, Math.max(...warm), 4, 's'),
      ];
    }),
};
