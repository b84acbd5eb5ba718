using Gail.Data.Inspection;
using Gail.Data.Tests.Formats.Text;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Transforms;
using Gail.Environments;
using Gail.Numerics;

namespace Gail.Data.Tests;

/// <summary>What values of a column can be: declared, checked, handed to learners, compared with environments.</summary>
public class SpaceTests
{
    private static readonly ActionSpace Hybrid = new ProductSpace([
        BoxSpace.Uniform(1, -1, 1),
        new DiscreteSpace(3),
        new DiscreteSpace(2),
    ]);

    private static EnvironmentSpec Environment(ActionSpace action, ObservationSpace observation) =>
        new()
        {
            Id = "Room-v0",
            Observation = observation,
            Action = action,
            StateWidth = 1,
            StepLimit = 100,
        };

    [Fact]
    public void The_short_form_says_the_same_as_parts()
    {
        var short1 = ViewColumn.Vector("action", 1) with { IsDiscrete = true, ChoiceCount = 3 };
        Assert.Equal(ViewColumn.Choices("action", 3), short1);
        Assert.Equal((true, 3), (short1.IsDiscrete, short1.ChoiceCount));
        Assert.Equal(ViewColumn.Vector("action", 1), short1 with { IsDiscrete = false });
        var two = ViewColumn.Vector("action", 2) with { IsDiscrete = true };
        Assert.Equal(ViewColumn.Choices("action", 0, 0), two);
        Assert.Null(two.ChoiceCount);
        var mixed = two with { Parts = [new ColumnPart("", 1), ColumnPart.OfChoices(2)] };
        Assert.Equal((false, true), (mixed.IsDiscrete, mixed.IsHybrid));
    }

    [Fact]
    public void Counts_that_nobody_states_are_the_greatest_seen_plus_1()
    {
        var columns = SpaceSamples.Columns("several choices") with { ActionParts = [ColumnPart.OfChoices(0, 5)] };
        Assert.Equal([ColumnPart.OfChoices(3, 5)], Demonstrations.Create(columns).ActionParts.ToArray());
        var observed = SpaceSamples.Columns("discrete observations") with
        {
            ObservationParts = [ColumnPart.OfChoices(0)],
            // What is seen last counts as well.
            FinalObservations = NdArray.Matrix<float>(2, 1, [1, 6]),
        };
        Assert.Equal(7, Demonstrations.Create(observed).EncodedObservationWidth);
    }

    [Theory]
    [InlineData(
        "several choices",
        "actions: row 2 (episode 0, step 2), value 1, is 1, expected an integer from 0 to 0."
    )]
    [InlineData(
        "dictionary of actions",
        "actions: row 1 (episode 0, step 1), buttons 1, is 1, expected an integer from 0 to 0."
    )]
    [InlineData(
        "discrete observations",
        "observations: row 1 (episode 0, step 1) is 3, expected an integer from 0 to 2."
    )]
    public void A_label_outside_its_range_is_named(string name, string expected)
    {
        var columns = SpaceSamples.Columns(name);
        columns = name switch
        {
            "several choices" => columns with
            {
                Actions = NdArray.Matrix<float>(5, 2, [0, 0, 2, 0, 1, 1, 0, 0, 2, 1]),
                ActionParts = [ColumnPart.OfChoices(3, 1)],
            },
            "dictionary of actions" => columns with
            {
                ActionParts = [ColumnPart.OfChoices("buttons", [3, 1]), new ColumnPart("stick", 2)],
            },
            _ => columns with { ObservationParts = [ColumnPart.OfChoices(3)] },
        };
        Assert.Contains(expected, Assert.Throws<DemonstrationException>(() => Demonstrations.Create(columns)).Message);
    }

    [Fact]
    public void Parts_that_do_not_make_up_their_column_are_refused()
    {
        var columns = SpaceSamples.Columns("several choices");
        string Refusal(params ColumnPart[] parts) =>
            Assert
                .Throws<DemonstrationException>(() => Demonstrations.Create(columns with { ActionParts = [.. parts] }))
                .Message;
        Assert.Contains("are of 3 values in all, but a row has 2", Refusal(ColumnPart.OfChoices(3, 2, 2)));
        Assert.Contains(
            "has other numbers of choices or dimensions than of values",
            Refusal(new ColumnPart("x", 2) { Choices = [3] })
        );
        Assert.Contains(
            "has other numbers of choices or dimensions than of values",
            Refusal(new ColumnPart("x", 2) { Shape = [2, 2] })
        );
    }

    [Fact]
    public void Learners_get_observations_one_hot_and_actions_as_they_are()
    {
        var discrete = SpaceSamples.Of("discrete observations");
        Assert.Equal((1, 5), (discrete.ObservationWidth, discrete.EncodedObservationWidth));
        Assert.Equal([0f, 0, 0, 1, 0], discrete.Pairs().Observations.Row(1).ToArray());

        var mixed = SpaceSamples.Of("discrete observations in a dictionary").Pairs();
        Assert.Equal([0f, 1, 0, 1, 0, 1.5f], mixed.Observations.Row(1).ToArray());

        var several = SpaceSamples.Of("several choices");
        Assert.Same(several.Actions, several.Pairs().Actions);
    }

    [Fact]
    public void The_space_of_actions_is_that_of_policies()
    {
        Assert.Equal(ActionSpace.MultiDiscrete(4, 2), SpaceSamples.Of("several choices").ActionSpace);
        Assert.Equal([0, 3, 2], SpaceSamples.Of("choices beside numbers").ActionSpace!.ChoiceCounts);
        Assert.Equal([new("", 1), ColumnPart.OfChoices(3, 2)], ColumnPart.Of(Hybrid).ToArray());
        Assert.Empty(ColumnPart.Of(BoxSpace.Uniform(3, -1, 1)));
    }

    [Fact]
    public void Environments_of_the_same_space_take_them()
    {
        var seen = ObservationSpace.Unbounded(2);
        SpaceSamples.Of("choices beside numbers").CheckAgainst(Environment(Hybrid, seen));
        SpaceSamples.Of("several choices").CheckAgainst(Environment(ActionSpace.MultiDiscrete(4, 2), seen));
        SpaceSamples
            .Of("discrete observations")
            .CheckAgainst(Environment(BoxSpace.Uniform(1, -1, 1), ObservationSpace.OneHot(5)));
    }

    [Fact]
    public void Environments_of_another_space_are_told_by_value()
    {
        string Refusal(string name, ActionSpace action, ObservationSpace observation) =>
            Assert
                .Throws<DemonstrationException>(() =>
                    SpaceSamples.Of(name).CheckAgainst(Environment(action, observation))
                )
                .Message;
        var turned = new ProductSpace([new DiscreteSpace(3), BoxSpace.Uniform(1, -1, 1), new DiscreteSpace(2)]);
        Assert.Contains(
            "value 0 of an action is a number but Room-v0 takes it for a choice",
            Refusal("choices beside numbers", turned, ObservationSpace.Unbounded(2))
        );
        Assert.Contains(
            "row 0 (episode 0, step 0) is 1, expected an integer from 0 to 0",
            Refusal("several choices", ActionSpace.MultiDiscrete(4, 1), ObservationSpace.Unbounded(2))
        );
        Assert.Contains(
            "the observations are Discrete(5), 5 values with choices one-hot, but Room-v0 shows 1",
            Refusal("discrete observations", BoxSpace.Uniform(1, -1, 1), ObservationSpace.Unbounded(1))
        );
    }

    [Fact]
    public void Whole_numbers_become_the_choices_of_an_environment()
    {
        var stored = Demonstrations.Create(SpaceSamples.Columns("choices beside numbers") with { ActionParts = [] });
        var taken = stored.AsChoicesOf(Environment(Hybrid, ObservationSpace.Unbounded(2)));
        Assert.True(taken.SameBits(SpaceSamples.Of("choices beside numbers")));
    }

    [Fact]
    public void Choices_become_vectors_beside_the_numbers()
    {
        var mixed = SpaceSamples.Of("choices beside numbers");
        var collected = Demonstrations.Collect(mixed.AsView().OneHot(ColumnNames.Action));
        Assert.Equal([0.5f, 0, 1, 0, 1, 0], collected.Actions!.Row(0).ToArray());
        Assert.False(collected.ActionsAreDiscrete);
        Assert.Empty(collected.ActionParts);

        // What is done to observations is done to the final ones.
        var rooms = SpaceSamples.Of("discrete observations in a dictionary").AsView().OneHot(ColumnNames.Observation);
        var seen = Demonstrations.Collect(rooms);
        Assert.Equal([new ColumnPart("room", 5), new ColumnPart("speed", 1)], seen.ObservationParts.ToArray());
        Assert.Equal([0f, 0, 1, 1, 0, 9], seen.FinalObservations!.Row(0).ToArray());
    }

    [Theory]
    [InlineData("several choices", "choices among alternatives")]
    [InlineData("choices beside numbers", "choices beside quantities (1, MultiDiscrete(3, 2))")]
    public void Noise_is_for_quantities(string name, string expected) =>
        Assert.Contains(
            expected,
            Assert
                .Throws<DemonstrationException>(() =>
                    SpaceSamples.Of(name).AsView().AddActionNoise(0.1, RandomKey.FromSeed(1))
                )
                .Message
        );

    [Fact]
    public void Inspection_shows_them()
    {
        using var folder = new TemporaryFolder();
        DemonstrationWriter.Write(folder["d.npz"], SpaceSamples.Of("dictionary of actions"));
        var report = DemonstrationInspector.Inspect(folder["d.npz"]);
        Assert.Equal("buttons MultiDiscrete(3, 2), stick/axes 2", report.ActionSpace);
        Assert.Equal("2", report.ObservationSpace);
        Assert.Null(report.ActionCount);
        Assert.Null(report.ActionLimits[0]);
        Assert.NotNull(report.ActionLimits[2]);
        Assert.Contains("\"choices\": [", report.ToJson());
    }

    [Theory]
    [InlineData("""{"obs":[1],"act":{"move":[0.5,1],"jump":1}}""")]
    public void Json_tells_choices_of_a_dictionary_of_actions(string line)
    {
        var read = TextSamples.Read(line);
        Assert.Equal([ColumnPart.OfChoices("jump", [2]), new ColumnPart("move", 2)], read.ActionParts.ToArray());
        Assert.Contains(
            "has no whole number in 'jump'",
            TextSamples.Refusal(line + "\n" + line.Replace("\"jump\":1", "\"jump\":0.5"))
        );
    }

    [Fact]
    public void Marks_of_a_table_tell_choices_beside_numbers()
    {
        var read = TextSamples.Read("obs_0:int,act_0,act_1:int\n2,0.5,1\n0,-0.5,0\n");
        Assert.Equal([new("", 1), ColumnPart.OfChoices(2)], read.ActionParts.ToArray());
        Assert.Equal([ColumnPart.OfChoices(3)], read.ObservationParts.ToArray());
    }
}
