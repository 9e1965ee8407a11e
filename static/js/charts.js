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

  /** A table of terms by year: rows with data-as are drawn, as stock, as flow (+ up, − down) or as a line over these. */
  function terms(box) {
    const table = document.getElementById(box.dataset.chart);
    const years = [...table.querySelectorAll("thead th[data-year]")].map((head) => head.dataset.year);
    const found = [...table.querySelectorAll("tbody tr[data-as]")].map((row) => {
      const down = row.dataset.sign === "−";
      const values = [...row.querySelectorAll("td[data-value]")].map(({ dataset: { value } }) =>
        value === "" ? null : down ? -Number(value) : Number(value));
      return { label: row.dataset.label, as: row.dataset.as, down, values };
    });
    return { years, rows: found.filter(({ values }) => values.some(Boolean)) };
  }

  /** Above the stock at the end of each year; below what came and what went, which are smaller by far. */
  function flows({ years, rows: found }) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize) * 0.857;
    const text = { color: token("--ink-2"), fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
    const shades = { false: 0, true: 0 };
    const stock = found.filter(({ as }) => as === "stock");
    const written = ({ value }) => (value ? Math.abs(value).toLocaleString("zh-CN") : "");
    const series = found.map(({ label, as, down, values }) => {
      if (as === "line") {
        const style = { color: token("--ink"), width: 1.5 };
        return { name: label, type: "line", data: values, lineStyle: style, itemStyle: style, symbolSize: size * 0.5 };
      }
      if (as === "stock") {
        const label_ = { ...text, show: true, position: "top", formatter: written };
        const color = token("--brand");
        return {
          name: label, type: "bar", data: values, xAxisIndex: 1, yAxisIndex: 1, barMaxWidth: size * 2.5, label: label_, itemStyle: { color },
        };
      }
      const color = token(`--${down ? "went" : "came"}-${(shades[down] += 1)}`);
      return { name: label, type: "bar", stack: "flow", data: values, barMaxWidth: size * 2.5, itemStyle: { color } };
    });
    const axis = { type: "category", data: years, axisTick: { show: false }, axisLabel: text };
    const measure = { type: "value", axisLabel: { show: false }, splitLine: { lineStyle: { color: token("--line") } } };
    const low = { left: size, right: size, top: stock.length ? "44%" : size * 1.5, bottom: size * (stock.length ? 3 : 5) };
    const high = { left: size, right: size, top: size * 2, height: "30%" };
    return {
      animation: false,
      textStyle: text,
      grid: [low, high],
      legend: { bottom: 0, data: found.filter(({ as }) => as !== "stock").map(({ label }) => label), textStyle: text, itemWidth: size, itemHeight: size, type: "scroll" },
      tooltip: {
        trigger: "axis",
        axisPointer: { type: "shadow" },
        renderMode: "richText",
        confine: true,
        valueFormatter: (value) => (value === null || value === undefined ? "—" : value.toLocaleString("zh-CN").replace("-", "−")),
      },
      axisPointer: { link: [{ xAxisIndex: "all" }] },
      xAxis: [
        { ...axis, axisLine: { onZero: true, lineStyle: { color: token("--edge") } }, axisLabel: { ...text, show: !stock.length } , position: "bottom" },
        { ...axis, gridIndex: 1, show: stock.length > 0, axisLine: { lineStyle: { color: token("--edge") } } },
      ],
      yAxis: [measure, { ...measure, gridIndex: 1, splitLine: { show: false } }],
      series,
    };
  }

  function draw(library, box) {
    const size = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const account = box.dataset.kind === "flows" ? terms(box) : null;
    const lines = account ? account.rows : rows(box);
    if (!lines.length) {
      box.hidden = true;
      return;
    }
    box.style.height = `${account ? size * 24 : Math.max(lines.length * size * 1.9, size * 6)}px`;
    const chart = library.init(box, null, { renderer: "svg" });
    chart.setOption(account ? flows(account) : options(lines));
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
