import fc from 'fast-check';
import { expect, it } from 'vitest';
import { withDateOrderSeen } from '../../../src/core/csv/infer-date-order.ts';
import type { ColumnFormat } from '../../../src/core/csv/reading.ts';

const unsure: ColumnFormat = {
  name: 'x',
  kind: 'datetime',
  number: { decimal: '.', thousands: '' },
  date: 'mdy',
  dateOrderUnsure: true,
  missingTokens: [],
};

it('a day after the 12th, wherever it falls, settles the order', () => {
  const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (date) => {
      const seen = withDateOrderSeen(unsure, Float64Array.of(NaN, date.getTime()));
      expect(seen.dateOrderUnsure).toBe(date.getUTCDate() > 12 ? undefined : true);
    }),
    { numRuns: 2000 },
  );
});
