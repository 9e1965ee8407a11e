/* Charts, drawn at once from the tables beside them, so that a table always says the same. Without ECharts the table
   stands alone. Drawn as SVG, which is as sharp on paper. */
"use strict";

(() => {
  const address = document.currentScript.dataset.echarts;
  const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const PAPER = 1000; // the width of A4 lying on its side, within its margins, in px
  const charts = [];

  function echarts() {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = address;
      script.onload = () => resolve(window.echarts);
      script.onerror = reject;
      document.head.append(script);
    });
  }

  /** What the rows of the table say: label and number. */
  function rows(box) {
    const found = document.getElementById(box.dataset.chart).querySelectorAll("tbody tr[data-value]");
    return [...found].map((row) => [row.dataset.label, Number(row.dataset.value)]);
  }

  /** Bars lie down and have the order of the table; they are thick enough to read, so many make the box higher. */
  function options(lines) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.857;
    const text = { color: token("--ink-2"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
    return {
      animation: false,
      textStyle: text,
      color: [token("--brand")],
      grid: { left: 4, right: size * 5, top: 4, bottom: 4, containLabel: true },
      tooltip: { trigger: "axis", axisPointer: { type: "shadow" }, renderMode: "richText", confine: true },
      xAxis: { type: "value", splitLine: { lineStyle: { color: token("--line") } }, axisLabel: { show: false } },
      yAxis: {
        type: "category",
        inverse: true,
        data: lines.map(([label]) => label),
        axisTick: { show: false },
        axisLine: { lineStyle: { color: token("--line") } },
        axisLabel: { ...text, interval: 0, width: size * 10, overflow: "truncate" },
      },
      series: [
        {
          type: "bar",
          data: lines.map(([, value]) => value),
          barMaxWidth: size * 1.2,
          label: { ...text, show: true, position: "right", formatter: ({ value }) => value.toLocaleString("zh-CN") },
        },
      ],
    };
  }

  function draw(library, box) {
    const lines = rows(box);
    if (!lines.length) {
      box.hidden = true;
      return;
    }
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    box.style.height = `${Math.max(lines.length * size * 1.9, size * 6)}px`;
    const chart = library.init(box, null, { renderer: "svg" });
    chart.setOption(options(lines));
    charts.push(chart);
    new ResizeObserver(() => chart.resize()).observe(box);
  }

  window.addEventListener("beforeprint", () => charts.forEach((chart) => chart.resize({ width: PAPER })));
  window.addEventListener("afterprint", () => charts.forEach((chart) => chart.resize()));

  document.addEventListener("DOMContentLoaded", async () => {
    const boxes = [...document.querySelectorAll("[data-chart]")];
    if (!boxes.length) return;
    try {
      const library = await echarts();
      boxes.forEach((box) => draw(library, box));
    } catch {
      boxes.forEach((box) => {
        box.hidden = true;
      });
    }
  });
})();
