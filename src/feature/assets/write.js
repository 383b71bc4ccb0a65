// The desk of articles: what is pasted from Word or a web page into the text becomes the Markdown of
// document/prose.h, without fonts, colours, comments and pictures; and a button inserts a figure where
// the cursor stands. Without scripts the text is pasted plain, and figures are copied by hand.
'use strict';
{
  const field = document.querySelector('textarea[data-markdown]');

  // Puts text where the cursor stands, so that undoing takes it away again.
  const insert = (text) => {
    field.focus();
    if (!document.execCommand('insertText', false, text)) {
      field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
    }
  };

  for (const button of document.querySelectorAll('button[data-insert]')) {
    button.hidden = false;
    button.addEventListener('click', () => insert(button.dataset.insert));
  }

  /* ---- words inside a block ---- */

  const isNothing = (node) =>
    /^(STYLE|SCRIPT|META|LINK|TITLE|XML|IMG|SVG|OBJECT|DEL|V:.*|W:.*)$/i.test(node.nodeName) ||
    /mso-list:\s*Ignore|mso-hide|display:\s*none/i.test(node.getAttribute('data-style') ?? '') ||
    /^Mso(CommentReference|CommentText)$/.test(node.className);

  const isBold = (node) => {
    const weight = /(?:^|[;\s])font-weight:\s*(\w+)/i.exec(node.getAttribute('data-style') ?? '')?.[1];
    return weight ? /^(bold|bolder|[6-9]00)$/i.test(weight) : /^(B|STRONG)$/.test(node.nodeName);
  };

  // What stands in braces stays: a binding that was written elsewhere is still one.
  const escape = (text) => text.replace(/\{[^{}]*\}|[\\`*_[\]<]/g, (sign) => (sign[0] === '{' ? sign : `\\${sign}`));

  // Blanks go out of the marks, which would not hold around them.
  const marked = (text, before, after) => {
    const [, left, inner, right] = /^(\s*)(.*?)(\s*)$/s.exec(text);
    return inner ? `${left}${before}${inner}${after}${right}` : text;
  };

  const words = (node, isStrong = false) => {
    if (node.nodeType === Node.TEXT_NODE) return escape(node.data);
    if (node.nodeType !== Node.ELEMENT_NODE || isNothing(node)) return '';
    if (node.nodeName === 'BR') return ' ';
    const strong = !isStrong && isBold(node);
    const text = [...node.childNodes].map((child) => words(child, isStrong || strong)).join('');
    const address = node.nodeName === 'A' ? (node.getAttribute('href') ?? '') : '';
    if (/^(https?:|mailto:)[^\s()<>]+$/i.test(address)) return marked(text, '[', `](${address})`);
    return strong ? marked(text, '**', '**') : text;
  };

  // One line; two bold pieces side by side are one.
  const line = (nodes) =>
    nodes
      .map((node) => words(node))
      .join('')
      .replace(/[\s\u00a0\u200b]+/g, ' ')
      .replace(/\*\*( ?)\*\*/g, '$1')
      .trim();

  /* ---- blocks ---- */

  const BLOCK = /^(P|DIV|H[1-6]|UL|OL|LI|TABLE|THEAD|TBODY|TFOOT|TR|TD|TH|BLOCKQUOTE|SECTION|ARTICLE|MAIN|HEADER|FOOTER|BODY|PRE|DL|DT|DD|FIGURE|FIGCAPTION|HR|CENTER)$/;
  const holdsBlock = (node) => [...node.children].some((child) => BLOCK.test(child.nodeName) || holdsBlock(child));

  const table = (node) => {
    const rows = [...node.rows].map((row) =>
      [...row.cells].map((cell) => line([...cell.childNodes].flatMap((child) => [child, document.createTextNode(' ')])).replaceAll('|', '\\|')),
    );
    const width = Math.max(0, ...rows.map((row) => row.length));
    if (width < 2) return rows.flat().filter(Boolean).map((text) => ({ text }));
    const drawn = rows.map((row) => `| ${Array.from({ length: width }, (_, i) => row[i] ?? '').join(' | ')} |`);
    drawn.splice(1, 0, `|${' --- |'.repeat(width)}`);
    return [{ text: drawn.join('\n') }];
  };

  const list = (node, level) =>
    [...node.children].flatMap((item) => {
      if (/^(UL|OL)$/.test(item.nodeName)) return list(item, level + 1);
      const inner = [...item.childNodes].filter((child) => /^(UL|OL)$/.test(child.nodeName));
      const text = line([...item.childNodes].filter((child) => !inner.includes(child)));
      const sign = node.nodeName === 'OL' ? '1.' : '-';
      return [...(text ? [{ text, sign, level }] : []), ...inner.flatMap((child) => list(child, level + 1))];
    });

  // Word writes items as paragraphs: the list in a style, the sign in a span that browsers are to ignore.
  const wordItem = (node, style) => {
    const level = Number(/level(\d)/i.exec(style)?.[1] ?? 1) - 1;
    const sign = [...node.querySelectorAll('span')].find((span) => /mso-list:\s*Ignore/i.test(span.getAttribute('data-style') ?? ''));
    return { level, sign: /^[\s\u00a0]*[(]?\w{1,3}[.)]/.test(sign?.textContent ?? '') && !/^[\s\u00a0]*o[\s\u00a0]/.test(sign.textContent) ? '1.' : '-' };
  };

  const single = (node) => {
    const text = line([...node.childNodes]);
    const style = node.getAttribute('data-style') ?? '';
    const heading = /^H([1-6])$/.exec(node.nodeName);
    if (!text) return [];
    if (heading) return [{ text: `${heading[1] < 3 ? '##' : '###'} ${text.replaceAll('**', '')}` }];
    if (/mso-list:\s*l\d/i.test(style)) return [{ text, ...wordItem(node, style) }];
    return [{ text: text.replace(/^#/, '\\#') }];
  };

  // What stands in a node, block by block; runs of words between blocks are paragraphs of their own.
  const blocks = (node) => {
    const found = [];
    let loose = [];
    const flush = () => {
      const text = line(loose);
      if (text) found.push({ text });
      loose = [];
    };
    for (const child of node.childNodes) {
      const isElement = child.nodeType === Node.ELEMENT_NODE;
      if (!isElement || isNothing(child) || !(BLOCK.test(child.nodeName) || holdsBlock(child))) {
        if (!isElement || !isNothing(child)) loose.push(child);
        continue;
      }
      flush();
      if (child.nodeName === 'TABLE') found.push(...table(child));
      else if (/^(UL|OL)$/.test(child.nodeName)) found.push(...list(child, 0));
      else found.push(...(holdsBlock(child) ? blocks(child) : single(child)));
    }
    flush();
    return found;
  };

  // Styles only tell what a paragraph is; under their own name the page's policy would complain of them.
  const unstyled = (html) =>
    html
      .replace(/<style[^]*?<\/style>/gi, '')
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, ' data-style='));

  // Items stand close together, all else apart.
  const markdown = (html) => {
    const body = new DOMParser().parseFromString(unstyled(html), 'text/html').body;
    let out = '';
    let before;
    for (const block of blocks(body)) {
      if (before) out += before.sign && block.sign ? '\n' : '\n\n';
      out += block.sign ? `${'   '.repeat(block.level)}${block.sign} ${block.text}` : block.text;
      before = block;
    }
    return out;
  };

  field?.addEventListener('paste', (event) => {
    const html = event.clipboardData?.getData('text/html');
    const text = html ? markdown(html) : '';
    if (!text) return; // plain text, which the browser pastes by itself
    event.preventDefault();
    insert(text);
  });
}
