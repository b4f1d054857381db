/** January to December as English, German, French, Spanish and Italian write them, without accents and in small letters. */
const names = [
  'january januar janvier enero gennaio janner',
  'february februar fevrier febrero febbraio feber',
  'march marz mars marzo maerz',
  'april avril abril aprile',
  'may mai mayo maggio',
  'june juni juin junio giugno',
  'july juli juillet julio luglio',
  'august aout agosto',
  'september septembre septiembre settembre setiembre sept',
  'october oktober octobre octubre ottobre',
  'november novembre noviembre',
  'december dezember decembre diciembre dicembre',
].map((month) => month.split(' '));

/** Shorter forms, as many letters as tell them apart; "mai" and "may" are whole. */
const short = [
  'jan janv ene gen',
  'feb fev fevr febr',
  'mar mrz marz',
  'apr avr abr',
  'mag',
  'jun giu',
  'jul juil lug',
  'aug aou ago',
  'sep set',
  'oct okt ott',
  'nov',
  'dec dez dic',
].map((month) => month.split(' '));

const months = new Map<string, number>();
for (const list of [names, short]) list.forEach((words, at) => words.forEach((word) => months.set(word, at + 1)));

/**
 * The month that `word` names, 1 to 12, or NaN: whole or shortened in English, German, French, Spanish or Italian, whatever
 * its case and accents, with or without a full stop.
 */
export function monthOf(word: string): number {
  const plain = word.toLowerCase().normalize('NFD').replace(/[\u0300-\u036f.]/g, '');
  return months.get(plain) ?? NaN;
}
