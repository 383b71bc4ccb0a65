// What articles may say in digits themselves: everything else is bound to its records.

/** A bound figure: {wel.houses_new 2022-H1 căn}. */
export const BINDING = /\{[a-z]+\.[a-z_0-9]+(?:\.[a-z]+)? \d{4}(?:-H[12]|-Q[1-4]|-\d\d)?(?: [^}]*)?\}/g;

/** Numbers of legal texts, addresses of links and pictures, dates, periods, names. */
const ALLOWED = [
  /\d+\/\d{4}\/[A-ZĐ-]+/g,
  /\]\([^)]*\)/g,
  /\d{1,2}[/.](?:\d{1,2}[/.])?\d{4}(?!\/)/g,
  /\d{1,2}\/\d{1,2}(?![\d/])/g,
  /[Tt]háng \d{1,2}\b/g,
  /năm \d{4}/g,
  /\b0?\d tháng(?: (?:đầu|cuối) năm)?/g,
  /[Kk]hu phố \d\b/g,
];

/** Where a text has a digit of its own, with what stands around it; undefined if nowhere. */
export function typedDigit(text) {
  const rest = ALLOWED.reduce((left, allowed) => left.replace(allowed, ' '), text.replace(BINDING, ' '));
  return rest.match(/.{0,40}\d.{0,20}/)?.[0];
}

/** How many words a reader sees: a binding is its number and the words behind it. */
export function wordsOf(markdown) {
  const shown = markdown.replace(/^!\[.*$/gm, '').replace(BINDING, (binding) => `1 ${binding.split(' ').slice(2).join(' ').slice(0, -1)}`);
  return shown.split(/[\s-]+/).filter((word) => word).length;
}
