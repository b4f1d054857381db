import type { Rng } from './rng.ts';

/**
 * `count` different members of `deck`, by as many steps of Fisher-Yates; at most deck.length. The deck itself stays shuffled,
 * which harms no later draw from it.
 */
export function drawFrom<Deck extends Uint32Array | Int32Array>(deck: Deck, count: number, rng: Rng): Deck {
  for (let i = 0; i < count; i++) {
    const j = i + rng.int(deck.length - i);
    const swapped = deck[i];
    deck[i] = deck[j];
    deck[j] = swapped;
  }
  return deck.slice(0, count) as Deck;
}
