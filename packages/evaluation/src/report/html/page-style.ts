/** The whole look of the page, light and dark; nothing is loaded from elsewhere. */
export const pageStyle = `
:root { --ink: #1b2430; --soft: #5c6b7a; --line: #e3e8ee; --ground: #ffffff; --card: #f6f8fa; --warn: #b42318; --warnground: #fef3f2;
  --c0: #0b6e99; --c1: #c2410c; --c2: #15803d; --c3: #7c3aed; --c4: #be185d; --c5: #a16207; --c6: #475569; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6ebf0; --soft: #9aa8b6; --line: #2a3440; --ground: #12181f; --card: #1a222b; --warn: #ff9b8f; --warnground: #2c1a19;
  --c0: #56b4d9; --c1: #f59e5b; --c2: #5cc98a; --c3: #b197fc; --c4: #f472b6; --c5: #e0b94f; --c6: #a3b1c0; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1080px; padding: 40px 24px 80px; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif; font-variant-numeric: tabular-nums; }
h1 { font-size: 28px; letter-spacing: -0.02em; margin: 0 0 4px; }
h2 { font-size: 19px; letter-spacing: -0.01em; margin: 48px 0 12px; }
p { margin: 0 0 10px; max-width: 72ch; }
.lead { color: var(--soft); max-width: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(170px, 1fr)); gap: 12px; margin-top: 24px; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 14px 16px; display: flex; flex-direction: column; }
.card b { font-size: 25px; letter-spacing: -0.02em; font-weight: 650; }
.card span { font-size: 13px; line-height: 1.35; }
.card small { color: var(--soft); margin-top: auto; padding-top: 6px; }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(420px, 1fr)); gap: 20px; }
figure { margin: 0; border: 1px solid var(--line); border-radius: 10px; padding: 16px 16px 10px; display: flex; flex-direction: column; }
figcaption { display: flex; flex-direction: column; min-height: 66px; margin-bottom: 6px; }
figcaption span { color: var(--soft); font-size: 13px; line-height: 1.4; }
.chart { width: 100%; height: auto; }
.grid { stroke: var(--line); stroke-width: 1; }
.diagonal { stroke: var(--soft); stroke-width: 1; stroke-dasharray: 4 4; }
.tick { fill: var(--soft); font-size: 11px; }
.axis { fill: var(--ink); font-size: 12px; }
.series polyline { fill: none; stroke: currentColor; stroke-width: 2; stroke-linejoin: round; }
.series .band { fill: currentColor; opacity: 0.13; }
.series circle { fill: currentColor; stroke: var(--ground); stroke-width: 1; }
.c0 { color: var(--c0); } .c1 { color: var(--c1); } .c2 { color: var(--c2); } .c3 { color: var(--c3); } .c4 { color: var(--c4); } .c5 { color: var(--c5); } .c6 { color: var(--c6); }
.legend { list-style: none; margin: 4px 0 4px 58px; padding: 0; display: flex; flex-wrap: wrap; gap: 2px 16px; font-size: 12px; }
.legend li::before { content: ""; display: inline-block; width: 14px; height: 3px; border-radius: 2px; background: currentColor; vertical-align: middle; margin-right: 6px; }
table { border-collapse: collapse; width: 100%; font-size: 14px; margin-bottom: 20px; }
caption { text-align: left; font-weight: 600; padding: 10px 0 6px; }
th, td { text-align: left; padding: 6px 12px 6px 0; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { color: var(--soft); font-weight: 500; font-size: 13px; }
th[scope=row] { font-weight: 400; }
.number { text-align: right; padding-right: 20px; }
.figures td { white-space: nowrap; }
.figures small { display: block; color: var(--soft); }
.wide { overflow-x: auto; }
.burdens th[scope=row] { width: 22%; }
.bar { width: 150px; }
.dotplot { width: 140px; height: 16px; vertical-align: middle; }
.dotplot .base { stroke: var(--line); } .dotplot .range { stroke: var(--c0); stroke-width: 3; opacity: 0.45; } .dotplot circle { fill: var(--c0); }
.dotplot.heavy .range { stroke: var(--warn); } .dotplot.heavy circle { fill: var(--warn); }
.flagged { background: var(--warnground); }
.flag { color: var(--warn); font-weight: 600; }
.none, .note { color: var(--soft); }
code { background: var(--card); border: 1px solid var(--line); border-radius: 5px; padding: 1px 5px; font-size: 13px; }
@media print { body { max-width: none; padding: 0; } figure, table { break-inside: avoid; } }
@media (max-width: 480px) { .charts { grid-template-columns: 1fr; } }
`;
