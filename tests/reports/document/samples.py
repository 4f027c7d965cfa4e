"""Two reports: one as content makes it, in two languages, and one that has each block with one text everywhere."""

from __future__ import annotations

from matplotlib.figure import Figure

from reports.document.blocks import (
    Bullets,
    Callout,
    Code,
    Document,
    Fact,
    Facts,
    Paragraph,
    Picture,
    Section,
    Series,
    Table,
    Tone,
)
from reports.document.fonts import family

HOSTILE = ("<script>alert(1)</script> #set page(fill: red) {{ 7 * 7 }} *bold* _it_ `code` | cell | $x^2$ =cmd()|'/C calc'!A0 "
           "</svg> [a](javascript:alert(2)) @import \\evil & \u202e\u0007 \u05e9\u05dc\u05d5\u05dd \U0001f680 \u3402 \U00020bb7")
DAYS = tuple(range(0, 360, 12))
SCHEMES = (("Today", 0.020), ("Tiers", 0.028), ("Team plan", 0.024))


def every_block(text: str) -> Document:
    """Return a report in which one text stands wherever a text can stand."""
    table = Table(text, (text, text), ((text, text), (text, "1")), (False, True), text, emphasised=1)

    def picture(kind: str) -> Picture:
        series = (Series(text, (text, "b"), (1.0, 2.0), (0.5, 1.5), (1.5, 2.5)),) if kind == "bar" else (
            Series(text, (1.0, 2.0), (1.0, 2.0)),) if kind else ()
        return Picture(f"figure-{kind or 'other'}", text, text, text, lambda: drawn(text), table, text, kind, series, text, text)

    blocks = (Callout(Tone.VERDICT, text, text), Facts((Fact(text, text, text, text),) * 3), Paragraph(text), Bullets((text, text)),
              Code(text), table)
    sections = [Section("first", text, text, blocks),
                *(Section(kind or "other", text, text, (picture(kind),)) for kind in ("line", "bar", "scatter", ""))]
    return Document(text, text, "en", sections, text)


def real(language: str) -> Document:
    """Return a report as an executive reads it."""
    def say(english: str, chinese: str) -> str:
        return chinese if language == "zh" else english

    verdict = Callout(
        Tone.VERDICT,
        say("Launch Tiers: with 97 % it earns most, CNY 412,000 more a year than today's scheme",
            "建议上线“分级奖励”：它有 97 % 的概率收益最高，比现行方案每年多 412,000 元"),
        say("It commits CNY 1.2 million of rewards and CNY 890,000 of expected losses; 20 replications, 20,000 persons.",
            "将占用奖励预算 120 万元，预期损失 89 万元；20 次重复，2 万名客户。"))
    facts = Facts((
        Fact(say("Profit against today", "相对现行方案的利润"), say("CNY +412,000", "+412,000 元"),
             say("95 % interval +301,000 to +523,000", "95 % 区间 +301,000 至 +523,000"), say("20 replications", "20 次重复")),
        Fact(say("Reward budget", "奖励预算"), say("CNY 1.2 million", "120 万元"), say("1.1 to 1.3 million", "110 万至 130 万元")),
        Fact(say("Loss above the cap", "损失超过上限"), "4 %", say("1 % to 9 %", "1 % 至 9 %"), say("probability", "概率")),
        Fact(say("Expected regret", "预期遗憾值"), say("CNY 3,100", "3,100 元"), "",
             say("if another scheme is the best one", "若另一方案才是最优")),
    ))
    caveats = [Callout(Tone.CAVEAT, *pair) for pair in (
        (say("Losses of the second year are not seen", "看不到第二年的损失"),
         say("The horizon is 360 days; half of the losses of a vintage come later.",
             "期限为 360 天，同一批客户一半的损失在此之后才出现。")),
        (say("Rests on a guess: how often friends say yes", "取决于一个假设：好友接受邀请的比例"),
         say("Below 11 % the recommendation is reversed.", "低于 11 % 时，结论将反转。")),
        (say("No response of competitors", "未考虑竞争对手的反应"), say("See the stress scenarios.", "见压力情景。")))]
    growth = Picture(
        "activation", say("Tiers bring 40 % more customers by day 360", "到第 360 天，分级奖励多带来 40 % 的客户"),
        say("Active customers as a share of all persons, by day; bands: 95 % intervals",
            "活跃客户占全部人数的比例（按天）；阴影为 95 % 区间"),
        say("Lines of three schemes over 360 days. Tiers ends highest at 10 %, today's scheme lowest at 7 %.",
            "三个方案 360 天的曲线：分级奖励最高，为 10 %；现行方案最低，为 7 %。"),
        lambda: lines(say("Day", "天"), say("Active share, %", "活跃比例，%")),
        Table(say("Active share at the end", "期末活跃比例"), (say("Scheme", "方案"), say("Share", "比例"), say("95 % interval",
                                                                                                      "95 % 区间")),
              ((say("Today", "现行"), "7.2 %", "6.9 – 7.5"), (say("Tiers", "分级"), "10.1 %", "9.7 – 10.5")), (False, True, True)),
        say("comparison.json, 20 replications", "comparison.json，20 次重复"), "line",
        tuple(Series(name, DAYS, tuple(100 * rate * day / 100 for day in DAYS), tuple(90 * rate * day / 100 for day in DAYS),
                     tuple(110 * rate * day / 100 for day in DAYS)) for name, rate in SCHEMES),
        say("Day", "天"), say("Active share, %", "活跃比例，%"))
    cac = Picture(
        "cac", say("An additional customer costs CNY 93", "每增加一名客户的成本为 93 元"),
        say("Incremental CAC by scheme, CNY; whiskers: 95 % intervals", "各方案的增量获客成本，元；误差线为 95 % 区间"),
        say("Bars: Today 121, Tiers 93, Team plan 108.", "柱状图：现行 121，分级 93，团队 108。"), lambda: bars(language),
        Table(say("Incremental CAC", "增量获客成本"), (say("Scheme", "方案"), say("CNY", "元")),
              (("Today", "121"), ("Tiers", "93"), ("Team plan", "108")), (False, True), emphasised=1), "", "bar",
        (Series(say("CAC", "获客成本"), ("Today", "Tiers", "Team plan"), (121.0, 93.0, 108.0), (115.0, 90.0, 99.0),
                (127.0, 97.0, 117.0)),), "", say("CNY", "元"))
    assumptions = Table(
        say("Assumptions and how much the result moves with them", "假设，以及结果对它们的敏感程度"),
        (say("Assumption", "假设"), say("Value", "取值"), say("Source", "来源"), say("Grade",
                                                                       "等级"), say("Effect on profit, CNY", "对利润的影响，元")),
        [(say(f"Assumption {number}: share of invited friends who look at the offer within a week",
              f"假设 {number}：受邀好友一周内查看邀请的比例"), f"{number / 3:.1f} %",
          say("A field experiment of 2019 with 12,000 customers", "2019 年对 12,000 名客户的实地实验"), "BCD"[number % 3],
          f"{1000 * number:+,}") for number in range(1, 41)], (False, True, False, False, True),
        say("Grades: A own data, B experiment, C study of others, D guess.",
            "等级：A 自有数据，B 实验，C 他人研究，D 猜测。"), emphasised=2)
    return Document(
        say("Which referral scheme to launch", "应上线哪一个推荐奖励方案"),
        say("Tiers and a team plan against today's scheme: 20,000 persons, 360 days",
            "分级奖励、团队奖励与现行方案的比较：2 万人，360 天"),
        say("en", "zh-Hans"),
        (Section("decision", say("Decision", "决策"), say("Tiers is the scheme to launch",
                                                        "应上线分级奖励"), (verdict, facts, *caveats)),
         Section("growth", say("Growth", "增长"), say("Two of five customers would not have come without it",
                                                    "五分之二的客户因方案而来"),
                 (Paragraph(say("Growth comes from friends of friends. " * 6,
                                "增长来自好友的好友，且集中在前六十天。" * 6)), growth,
                  Bullets((say("K falls below one in cohort 4.", "第 4 批起 K 低于 1。"),
                           say("The share of wanted customers stays the same.", "目标客户的比例不变。"))))),
         Section("money", say("Money", "损益"), say("The reward pays for itself in five months", "奖励在五个月内收回"), (cac,)),
         Section("assumptions", say("Assumptions", "假设"), say("One guess carries the decision",
                                                              "一个猜测决定了结论"), (assumptions,)),
         Section("provenance", say("Provenance", "出处"), say("How to repeat this report", "如何重现本报告"),
                 (Code("fission compare baitiao_consumer tiers team_plan --persons 20000 --days 360 --replications 20 --out runs/"
                       "a-rather-long-folder-name-that-has-to-be-broken-somewhere-because-no-line-is-so-long/comparison"),
                  Table(say("Hashes", "哈希"), (say("Scenario", "方案"), "SHA-256"),
                        (("tiers_with_a_very_long_name_that_somebody_gave_it",
                          "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),),
                        (False, False)),
                  Callout(Tone.NOTE, say("Simulated, not observed", "模拟结果，并非观测"), "")))),
        say("A report of simulated campaigns.", "模拟营销活动的报告。"))


def lines(x_label: str, y_label: str) -> Figure:
    """Return three lines."""
    figure = Figure(figsize=(8.8, 3.6), layout="constrained")
    axes = figure.subplots()
    for (name, rate), dash in zip(SCHEMES, ("dashed", "solid", "dotted"), strict=True):
        axes.plot(DAYS, [rate * day for day in DAYS], linestyle=dash)
        axes.annotate(name, (DAYS[-1], rate * DAYS[-1]), clip_on=True)
        axes.fill_between(DAYS, [0.9 * rate * day for day in DAYS], [1.1 * rate * day for day in DAYS], alpha=0.2)
    axes.set_xlabel(x_label, family=family())
    axes.set_ylabel(y_label, family=family())
    return figure


def bars(language: str) -> Figure:
    """Return three bars."""
    figure = Figure(figsize=(8.8, 3.0), layout="constrained")
    axes = figure.subplots()
    axes.bar(["Today", "Tiers", "Team plan"], [121.0, 93.0, 108.0], yerr=[6.0, 4.0, 9.0])
    axes.set_ylabel("CNY" if language == "en" else "元", family=family())
    return figure


def drawn(text: str) -> Figure:
    """Return a figure with a text in it."""
    figure = Figure(figsize=(4.0, 2.0))
    axes = figure.subplots()
    axes.imshow([[0, 1], [1, 0]])
    axes.set_xlabel(text, family=family())
    return figure

