using System.Collections.Immutable;
using System.Text.Json;
using Gail.Experiments.Charts;
using Gail.Experiments.ClassicControl;
using Gail.Experiments.Commands;
using Gail.Experiments.Pages;
using Gail.Experiments.Paper;
using Gail.Experiments.Robots;
using Gail.Runs;

namespace Gail.Experiments.Tests.Pages;

/// <summary>The pages of docs/results: the committed tables give the committed pages.</summary>
public sealed class PageTests
{
    private static string Results(string name)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Gail.slnx")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }
        return Path.Combine(folder, "docs", "results", name);
    }

    [Fact]
    public void Classic_control_is_made_of_its_results()
    {
        var page = File.ReadAllText(Results("classic-control.md"));
        var lines = File.ReadAllText(Results("classic-control.jsonl"));
        var answers = lines
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement)
            .ToDictionary(
                line => line.GetProperty("cell").GetString()!,
                line => line.GetProperty("answer").GetRawText()
            );
        var cells = new ClassicControlCells("runs/results", "demos", [.. Enumerable.Range(20, 9)]);
        string Answer(CommandCell cell) => answers[cell.ToString()];
        // The iteration stands in the page alone.
        var text = ClassicControlPage.Text(cells, Answer, mediocre: 22);
        Assert.Equal(page, PageRemarks.Keep(text, page, ClassicControlPage.ByHand));
        Assert.Equal(lines, ClassicControlPage.Results(cells, Answer));
    }

    [Fact]
    public void Robots_are_made_of_their_tables()
    {
        var page = File.ReadAllText(Results("mujoco.md"));
        var experts = RobotExpert.Read(Results("mujoco/experts.csv"));
        var runs = RobotRun.ReadAll(Results("mujoco"));
        Assert.Equal(page, PageRemarks.Keep(RobotPage.Text(experts, runs), page, RobotPage.ByHand));
        Assert.Equal(File.ReadAllText(Results("mujoco/experts.csv")), RobotExpert.ToCsv(experts));
        var figures = RobotPage.Figures(experts, runs).ToList();
        Assert.All(figures, figure => Assert.Contains($"(mujoco/{figure.Key})", page));
        Assert.Equal(6, figures.Count);
        Assert.All(
            figures,
            figure => Assert.Equal(ChartWriter.ToSvg(figure.Value), File.ReadAllText(Results($"mujoco/{figure.Key}")))
        );
    }

    [Fact]
    public void The_papers_figure_is_made_of_its_results()
    {
        var page = File.ReadAllText(Results("paper-classic.md"));
        var chart = PaperFigure.Of(page, File.ReadLines(Results("paper-classic.jsonl")));
        Assert.Equal(6, chart.Panels.Length);
        Assert.Equal(3, chart.Columns);
        // MountainCar-v0, GAIL, one trajectory: -105.4 between a random policy's -200 and the expert's -99.1.
        var gail = chart.Panels[2].Series.Single(series => series.Name == "GAIL");
        Assert.StartsWith("MountainCar-v0", chart.Panels[2].Title);
        Assert.Equal((-105.4 + 200) / (-99.1 + 200), gail.Points[0].Y, 0.01);
        Assert.Equal(ChartWriter.ToSvg(chart), File.ReadAllText(Results("paper-classic.svg")));
    }

    [Theory]
    [InlineData("# A\n", "", "# A\n")]
    [InlineData("# A\n", "# Old\n\n## Remarks\n\nmine\n\n", "# A\n\n## Remarks\n\nmine\n")]
    [InlineData("# A\n", "# Old\n", "# A\n")]
    public void Remarks_stay(string text, string earlier, string expected) =>
        Assert.Equal(expected, PageRemarks.Keep(text, earlier, "## Remarks"));

    [Fact]
    public void A_goal_is_reached_by_three_in_a_row()
    {
        ImmutableArray<RobotEvaluation> Curve(params double[] means) =>
            [.. means.Select((mean, i) => new RobotEvaluation(i, mean, 0, 0))];
        Assert.Equal(3, RobotCurve.FirstAt(Curve(9, 9, 1, 9, 9, 9), 9)!.Steps);
        Assert.Null(RobotCurve.FirstAt(Curve(9, 9, 1, 9, 9), 9));
        Assert.Null(RobotCurve.FirstAt(Curve(9), 9));
    }

    [Fact]
    public void A_call_that_has_an_answer_is_not_made_again()
    {
        using var folder = new TemporaryFolder();
        var made = new List<string>();
        GailAnswer Gail(IReadOnlyList<string> arguments)
        {
            lock (made)
            {
                made.Add(arguments[0]);
            }
            return arguments[0] == "bad"
                ? new GailAnswer(1, "", "no such thing\n")
                : new GailAnswer(0, "a line\n{\"a\":{\"b\":2.5}}\n", "");
        }
        var said = new List<string>();
        var cells = new CommandCells(
            folder["work"],
            Gail,
            jobs: 2,
            text =>
            {
                lock (said)
                {
                    said.Add(text);
                }
            }
        );
        CommandCell Cell(string name) => new("group", name, [name]);
        var failure = Assert.Throws<RunException>(() => cells.Run(Cell("good"), Cell("bad"), Cell("fine")));
        Assert.Contains("1 calls failed: group/bad", failure.Message);
        Assert.Contains("group/bad: no such thing", said);
        Assert.Equal(["bad", "fine", "good"], made.Order());
        cells.Run(Cell("good"), Cell("fine"));
        Assert.Equal(3, made.Count);
        Assert.Equal(2.5, CommandCells.Number(cells.AnswerOf(Cell("good")), "a.b"));
    }
}
