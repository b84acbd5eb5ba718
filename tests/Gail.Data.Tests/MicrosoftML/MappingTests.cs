using Gail.Data.Views;
using Gail.Data.Views.Foreign;
using Microsoft.ML.Data;

namespace Gail.Data.Tests.MicrosoftML;

/// <summary>What ML.NET's loaders give becomes demonstrations by a mapping of columns.</summary>
public class MappingTests
{
    private static readonly MLContext ML = new(seed: 1);

    [Fact]
    public void A_table_of_text_becomes_demonstrations()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(
            folder["d.csv"],
            "run,x,v,force,payoff,done\n7,0.5,1,-1,0.25,0\n7,0.75,2,1,0.5,1\n3,-1,0,0.5,1,0\n3,1e-3,4,0,2,0\n"
        );
        var data = ML.Data.LoadFromTextFile(
            folder["d.csv"],
            [
                new("run", DataKind.Int32, 0),
                new("x", DataKind.Single, 1),
                new("v", DataKind.Double, 2),
                new("force", DataKind.Single, 3),
                new("payoff", DataKind.Single, 4),
                new("done", DataKind.Boolean, 5),
            ],
            separatorChar: ',',
            hasHeader: true
        );
        var mapping = new DataViewMapping
        {
            Observation = ["v", "x"],
            Action = ["force"],
            Reward = "payoff",
            Episode = "run",
            Terminated = "done",
            Source = new DemonstrationSource { EnvironmentId = "Cart-v0" },
        };
        var demonstrations = Demonstrations.Collect(data.AsDemonstrations(mapping));
        Assert.Equal([1f, 0.5f, 2, 0.75f, 0, -1, 4, 1e-3f], demonstrations.Observations.Span.ToArray());
        Assert.Equal([-1f, 1, 0.5f, 0], demonstrations.Actions!.Span.ToArray());
        Assert.False(demonstrations.ActionsAreDiscrete);
        Assert.Equal([0.25, 0.5, 1, 2], demonstrations.Rewards!.Span.ToArray());
        Assert.Equal([0, 2], demonstrations.EpisodeStarts.ToArray());
        Assert.Equal([0L, 1, 0, 1], demonstrations.Steps.Span.ToArray());
        Assert.Equal([true, false], demonstrations.Terminated!.Span.ToArray());
        Assert.Equal("Cart-v0", demonstrations.Source.EnvironmentId);
    }

    [Fact]
    public void A_vector_of_a_text_file_is_an_observation()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["d.tsv"], "1\t2\t0\n3\t4\t1\n");
        var data = ML.Data.LoadFromTextFile(
            folder["d.tsv"],
            [new("state", DataKind.Single, 0, 1), new("choice", DataKind.Byte, 2)]
        );
        var mapping = new DataViewMapping { Observation = ["state"], Action = ["choice"] };
        var demonstrations = Demonstrations.Collect(data.AsDemonstrations(mapping));
        Assert.Equal([1f, 2, 3, 4], demonstrations.Observations.Span.ToArray());
        Assert.True(demonstrations.ActionsAreDiscrete);
        Assert.Equal(2, demonstrations.ActionCount);
        Assert.Equal(1, demonstrations.EpisodeCount);
    }

    [Fact]
    public void Names_of_actions_become_choices_as_keys()
    {
        Step[] steps = [new() { Move = "left" }, new() { Move = "right" }, new() { Move = "left" }];
        var data = ML.Data.LoadFromEnumerable(steps);
        var keyed = ML.Transforms.Conversion.MapValueToKey("choice", nameof(Step.Move)).Fit(data).Transform(data);
        var view = keyed.AsDemonstrations(new() { Observation = [nameof(Step.X)], Action = ["choice"] });
        var demonstrations = Demonstrations.Collect(view);
        Assert.Equal([0f, 1, 0], demonstrations.Actions!.Span.ToArray());
        Assert.Equal((true, 2), (demonstrations.ActionsAreDiscrete, demonstrations.ActionCount));
    }

    [Fact]
    public void A_key_that_is_missing_is_an_error()
    {
        Step[] steps = [new() { Move = "left" }, new() { Move = "up" }];
        var known = ML.Data.LoadFromEnumerable(steps[..1]);
        var keys = ML.Transforms.Conversion.MapValueToKey("choice", nameof(Step.Move)).Fit(known);
        var view = keys.Transform(ML.Data.LoadFromEnumerable(steps))
            .AsDemonstrations(new() { Observation = [nameof(Step.X)], Action = ["choice"] });
        var message = Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(view)).Message;
        Assert.Contains("actions: row 1 (episode 0, step 1), column 0 is NaN", message);
    }

    [Fact]
    public void Without_numbers_an_episode_ends_with_a_flag_or_before_step_0()
    {
        var data = Loaded((0, true), (0, false), (1, false), (0, false), (1, true));
        var mapping = new DataViewMapping { Observation = [nameof(Step.X)] };
        Assert.Equal([0], Starts(data, mapping));
        Assert.Equal([0, 1], Starts(data, mapping with { Terminated = nameof(Step.Done) }));
        Assert.Equal([0, 1, 3], Starts(data, mapping with { Step = nameof(Step.Time) }));
        Assert.Equal([0, 1, 3], Starts(data, mapping with { Step = nameof(Step.Time), Ended = nameof(Step.Done) }));
    }

    [Fact]
    public void Columns_of_Gails_names_are_found_unless_they_are_left_out()
    {
        var data = ML.Data.LoadFromEnumerable<Named>([new(), new()]);
        var mapping = new DataViewMapping { Observation = ["State"] };
        Assert.Equal(["episode", "t", "observation", "action", "reward"], Names(data, mapping));
        Assert.Equal(["episode", "t", "observation", "reward"], Names(data, mapping with { Action = [] }));
        Assert.Equal(["episode", "t", "observation", "action"], Names(data, mapping with { Reward = null }));
    }

    [Fact]
    public void Whether_actions_are_choices_and_how_many_can_be_said()
    {
        var data = Loaded((0, false), (2, false), (1, true));
        ViewColumn Action(DataViewMapping mapping) =>
            data.AsDemonstrations(mapping with { Observation = [nameof(Step.X)] }).Describe()[ColumnNames.Action];
        var integers = Action(new() { Action = [nameof(Step.Time)] });
        Assert.Equal((true, null), (integers.IsDiscrete, integers.ChoiceCount));
        Assert.Equal(4, Action(new() { Action = [nameof(Step.Time)], ActionCount = 4 }).ChoiceCount);
        Assert.False(Action(new() { Action = [nameof(Step.Time)], ActionsAreDiscrete = false }).IsDiscrete);
        Assert.False(Action(new() { Action = [nameof(Step.X)] }).IsDiscrete);
        Assert.True(Action(new() { Action = [nameof(Step.X)], ActionsAreDiscrete = true }).IsDiscrete);
    }

    [Fact]
    public void Types_are_converted()
    {
        var data = ML.Data.LoadFromEnumerable<Typed>([
            new()
            {
                A = -1,
                B = 2,
                C = true,
                D = 0.5,
                E = 9,
                F = 1,
            },
        ]);
        var view = data.AsDemonstrations(new() { Observation = ["A", "B", "C", "D", "E"], Truncated = "F" });
        var demonstrations = Demonstrations.Collect(view);
        Assert.Equal([-1f, 2, 1, 0.5f, 9], demonstrations.Observations.Span.ToArray());
        Assert.Equal([true], demonstrations.Ended!.Span.ToArray());
    }

    [Fact]
    public void Sparse_vectors_are_filled_with_zeros()
    {
        var data = ML.Data.LoadFromEnumerable<Sparse>([new() { X = new(4, 1, [5f], [2]) }]);
        var view = data.AsDemonstrations(new() { Observation = ["X"] });
        Assert.Equal([0f, 0, 5, 0], Demonstrations.Collect(view).Observations.Span.ToArray());
    }

    [Fact]
    public void Only_what_is_asked_for_is_read()
    {
        var data = Loaded((0, false));
        var view = data.AsDemonstrations(new() { Observation = [nameof(Step.X)], Step = nameof(Step.Time) });
        Assert.Equal([ColumnNames.Step], view.Read([ColumnNames.Step]).Single().Names);
        Assert.Throws<DemonstrationException>(() => view.Read([ColumnNames.Reward]));
    }

    [Fact]
    public void What_cannot_be_read_is_refused_by_name()
    {
        var data = Loaded((0, false), (5, true), (0, false));
        string Refused(DataViewMapping mapping) =>
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(data.AsDemonstrations(mapping))).Message;
        var mapping = new DataViewMapping { Observation = [nameof(Step.X)] };
        Assert.Contains("Move: holds String, expected vectors", Refused(mapping with { Action = ["Move"] }));
        Assert.Contains(
            "speed: there is no such column; there are X, Time, ",
            Refused(mapping with { Reward = "speed" })
        );
        Assert.Contains("Many: holds Vector<Single>, expected ", Refused(mapping with { NextObservation = ["Many"] }));
        Assert.Contains("Many: holds Vector<Single>, expected single", Refused(mapping with { Reward = "Many" }));
        Assert.Contains("Pair: holds Vector<Single, 2>, expected single", Refused(mapping with { Reward = "Pair" }));
        Assert.Contains("ended: row 1 is 5, expected 0 or 1", Refused(mapping with { Ended = "Time" }));
        Assert.Contains("t: row 0 is 0.5, expected a whole number", Refused(mapping with { Step = "Half" }));
        Assert.Contains("episode: row 2 comes back to episode '0'", Refused(mapping with { Episode = "Time" }));
        Assert.Contains("observation: there is no such column", Refused(new()));
        Assert.Contains(
            "observation: there is no such column",
            Assert.Throws<DemonstrationException>(() => Demonstrations.Collect(data)).Message
        );
    }

    private static string[] Names(IDataView data, DataViewMapping mapping) =>
        [.. data.AsDemonstrations(mapping).Describe().Names];

    private static int[] Starts(IDataView data, DataViewMapping mapping) =>
        [.. Demonstrations.Collect(data.AsDemonstrations(mapping)).EpisodeStarts];

    private static IDataView Loaded(params (int Time, bool Done)[] steps) =>
        ML.Data.LoadFromEnumerable(steps.Select(step => new Step { Time = step.Time, Done = step.Done }).ToArray());

    private sealed class Step
    {
        public float X { get; set; }
        public int Time { get; set; }
        public bool Done { get; set; }
        public double Half { get; set; } = 0.5;
        public string Move { get; set; } = "";
        public float[] Many { get; set; } = [1];

        [VectorType(2)]
        public float[] Pair { get; set; } = [1, 2];
    }

    private sealed class Named
    {
        public float State { get; set; }

        [ColumnName(ColumnNames.Action)]
        public int Action { get; set; }

        [ColumnName(ColumnNames.Reward)]
        public float Reward { get; set; }
    }

    private sealed class Typed
    {
        public sbyte A { get; set; }
        public uint B { get; set; }
        public bool C { get; set; }
        public double D { get; set; }
        public ulong E { get; set; }
        public byte F { get; set; }
    }

    private sealed class Sparse
    {
        [VectorType(4)]
        public VBuffer<float> X { get; set; }
    }
}
