import type { Rng } from '../math/rng.ts';
import { chance, clamp, csvText, isoDate, pick } from './draws.ts';

const header = [
  'listing_id',
  'sold_on',
  'district',
  'type',
  'area_m2',
  'plot_m2',
  'rooms',
  'bathrooms',
  'built',
  'condition',
  'energy_label',
  'center_km',
  'garage',
  'price',
];

/** Name, share of the sales, distance to the center in km, and how its prices stand to the rest. */
const districts = [
  ['Harbour', 8, 1.5, 0.24],
  ['Old Town', 7, 0.8, 0.2],
  ['Parkside', 9, 3, 0.16],
  ['University', 10, 2.5, 0.08],
  ['Hillcrest', 8, 5, 0.12],
  ['Mill Quarter', 10, 3.5, 0],
  ['Station', 11, 2, -0.04],
  ['Northfield', 12, 7, -0.06],
  ['Riverbend', 9, 6, 0.04],
  ['Eastgate', 10, 8, -0.14],
  ['Quarry', 6, 9.5, -0.2],
] as const;

const conditions = ['poor', 'fair', 'good', 'very good', 'excellent'] as const;
const labels = ['G', 'F', 'E', 'D', 'C', 'B', 'A'] as const;

/** Days after 2000-01-01 of the first sale, 2021-01-01; the last is three years later. */
const firstDay = 7671;

/**
 * 4,000 sales of made-up houses and flats and their price. Prices follow area (less than in proportion), district,
 * distance, condition and age with old buildings dear again, and rise and dip over three years; a plot counts for houses
 * only and is missing for flats, and older sales often lack the energy label.
 */
export function housesCsv(rng: Rng): string {
  const rows = Array.from({ length: 4000 }, (_, index) => {
    const day = Math.floor(rng.uniform() * 1096);
    const [district, , distance, premium] = pick(
      rng,
      districts.map((entry) => [entry, entry[1]] as const),
    );
    const type = pick(
      rng,
      distance < 3
        ? [
            ['flat', 70],
            ['terraced', 22],
            ['detached', 8],
          ]
        : [
            ['flat', 30],
            ['terraced', 38],
            ['detached', 32],
          ],
    );
    const typical = type === 'flat' ? 72 : type === 'terraced' ? 112 : 158;
    const area = Math.round(typical * Math.exp(0.27 * rng.normal()));
    const plot =
      type === 'flat' ? null : Math.round(area * (type === 'detached' ? 4.2 : 1.5) * Math.exp(0.35 * rng.normal()));
    const rooms = clamp(Math.round(area / 27 + 0.7 * rng.normal()), 1, 12);
    const bathrooms = clamp(Math.round(area / 85 + 0.35 * rng.normal()), 1, 4);
    const built = chance(rng, distance < 3 ? 0.3 : 0.08)
      ? 1880 + rng.int(40)
      : 1946 + Math.floor(77 * rng.uniform() ** 0.8);
    const condition = clamp(Math.round(1.6 + (built - 1960) / 45 + rng.normal()), 0, 4);
    const energy = clamp(Math.round(1 + (built - 1946) / 15 + 0.4 * condition + 0.8 * rng.normal()), 0, 6);
    const center = clamp(distance + 0.8 * rng.normal(), 0.2, 15);
    const garage = chance(rng, type === 'flat' ? 0.2 : 0.65);
    const market = 0.00028 * day - (day > 700 ? 0.00045 * (day - 700) : 0);
    const logPrice =
      8.8 +
      0.82 * Math.log(area) +
      premium -
      0.022 * center +
      0.055 * condition +
      0.012 * energy +
      (built < 1930 ? 0.12 : -0.0016 * (2023 - built)) +
      (plot === null ? 0 : 0.06 * Math.log(plot / 100)) +
      (garage ? (center < 3 ? 0.09 : 0.03) : 0) +
      0.025 * bathrooms +
      market +
      0.11 * rng.normal();
    return [
      `L${String(20_000 + index)}`,
      isoDate(firstDay + day),
      district,
      type,
      area,
      plot ?? '',
      rooms,
      bathrooms,
      chance(rng, 0.03) ? '' : built,
      conditions[condition],
      chance(rng, day < 400 ? 0.35 : 0.08) ? '' : labels[energy],
      center.toFixed(1),
      garage ? 'yes' : 'no',
      Math.round(Math.exp(logPrice) / 500) * 500,
    ];
  });
  return csvText(header, rows);
}
