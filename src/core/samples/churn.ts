import type { Rng } from '../math/rng.ts';
import { chance, clamp, csvText, isoDate, logistic, pick, poisson } from './draws.ts';

const header = [
  'customer_id',
  'signup_date',
  'region',
  'age',
  'plan',
  'contract',
  'payment',
  'monthly_fee',
  'data_gb',
  'support_calls',
  'late_payments',
  'satisfaction',
  'referred',
  'churned',
];

const plans = { Basic: 14, Plus: 29, Family: 44, Business: 69 } as const;
type Plan = keyof typeof plans;

/** Days after 2000-01-01 of the snapshot, 2024-06-30. */
const snapshotDay = 8947;

/**
 * 7,000 customers of a made-up phone company and whether they left in the quarter after the snapshot (about one in four).
 * Short contracts, calls to support, late payments and low satisfaction drive it, tenure holds it back, and the fee
 * matters only to those who use little; about 15% of the satisfaction scores and a few other cells are missing.
 */
export function churnCsv(rng: Rng): string {
  const rows = Array.from({ length: 7000 }, (_, index) => {
    const tenure = Math.floor(clamp(-Math.log(1 - rng.uniform()) * 700, 20, 4000));
    const plan = pick<Plan>(rng, [
      ['Basic', 38],
      ['Plus', 34],
      ['Family', 19],
      ['Business', 9],
    ]);
    const loyal = logistic(tenure / 500 - 1.6);
    const contract = pick(rng, [
      ['month-to-month', 1.3 - loyal],
      ['one year', 0.5],
      ['two years', 0.25 + 0.5 * loyal],
    ]);
    const payment = pick(rng, [
      ['card', 45],
      ['direct debit', 35],
      ['invoice', 20],
    ]);
    const age = Math.round(clamp(44 + 15 * rng.normal(), 18, 92));
    const fee = plans[plan] * (1 + 0.12 * rng.normal()) * (contract === 'two years' ? 0.9 : 1);
    const dataGb = Math.exp(2.1 + 0.4 * Math.log(plans[plan] / 14) - 0.012 * (age - 44) + 0.7 * rng.normal());
    const calls = poisson(rng, plan === 'Business' ? 1.6 : 1);
    const late = poisson(rng, payment === 'invoice' ? 0.9 : 0.25);
    const mood = 3.9 - 0.45 * calls - 0.15 * late + 0.9 * rng.normal();
    const satisfaction = Math.round(clamp(mood, 1, 5));
    const referred = chance(rng, 0.2);
    const risk =
      -2.3 +
      (contract === 'month-to-month' ? 1.35 : contract === 'two years' ? -1.3 : 0) +
      0.32 * calls +
      0.38 * late +
      0.55 * (3 - satisfaction) -
      0.6 * Math.log(tenure / 400) +
      0.03 * fee * Math.exp(-dataGb / 8) -
      (referred ? 0.35 : 0) +
      (payment === 'invoice' ? 0.3 : 0);
    return [
      `C-${String(100_000 + index * 7 + rng.int(7))}`,
      isoDate(snapshotDay - tenure),
      pick(rng, [
        ['north', 30],
        ['south', 25],
        ['east', 20],
        ['west', 25],
      ]),
      chance(rng, 0.04) ? '' : age,
      plan,
      contract,
      payment,
      fee.toFixed(2),
      chance(rng, 0.03) ? '' : dataGb.toFixed(1),
      calls,
      late,
      chance(rng, 0.15) ? '' : satisfaction,
      referred ? 'yes' : 'no',
      chance(rng, logistic(risk)) ? 'yes' : 'no',
    ];
  });
  return csvText(header, rows);
}
