import type { ConnectionSeats } from '../transports/connection-seats.ts';

/**
 * Counts the connections of one transport.
 *
 * @param onTaken called for each that is taken; what it returns, when the connection is over
 */
export function countSeats(seats: ConnectionSeats, onTaken: () => () => void): ConnectionSeats {
  return {
    take(address) {
      const seat = seats.take(address);
      if (typeof seat === 'string') return seat;
      const onLeft = onTaken();
      let isOver = false;
      return {
        identify: (caller) => seat.identify(caller),
        leave() {
          seat.leave();
          if (!isOver) onLeft();
          isOver = true;
        },
      };
    },
  };
}
