import { describe, expect, it } from 'vitest';
import { inClassOrder, inferClassOrder } from '../../../src/core/problem/class-order.ts';

describe('the order of classes', () => {
  it.each([
    [['high', 'low', 'medium'], ['low', 'medium', 'high']],
    [['Very Good', 'Fair', 'Ideal', 'Good', 'Premium'], ['Fair', 'Good', 'Very Good', 'Premium', 'Ideal']],
    [['L', 'S', 'XL', 'M'], ['S', 'M', 'L', 'XL']],
    [['often', 'never', 'sometimes'], ['never', 'sometimes', 'often']],
    [['20+', '0-10', '10-20'], ['0-10', '10-20', '20+']],
    [['10 to 20', 'under 10', '20 or more'], ['under 10', '10 to 20', '20 or more']],
    [['>50', '<10', '10-50'], ['<10', '10-50', '>50']],
    [['10', '9', '8'], ['8', '9', '10']],
    [['strongly_agree', 'neutral', 'disagree'], ['disagree', 'neutral', 'strongly_agree']],
  ])('%j is known', (classes, order) => expect(inferClassOrder(classes)).toEqual(order));

  it.each([
    [['Adelie', 'Chinstrap', 'Gentoo']],
    [['low', 'high']],
    [['low', 'medium', 'purple']],
    [['1', '2', '7']],
    [['medium', 'moderate', 'high']],
    [['a-b', 'c-d', 'e-f']],
  ])('%j has none', (classes) => expect(inferClassOrder(classes)).toBeNull());

  it('puts classes that it does not name last', () => {
    expect(inClassOrder(['x', 'low', 'high', 'a'], ['high', 'low', 'gone'])).toEqual(['high', 'low', 'x', 'a']);
  });
});
