using System.Text;
using Gail.Data.Tests.Support;
using Gail.Data.Views;

namespace Gail.Data.Tests.Formats.Layouts;

/// <summary>What Minari's and robomimic's files say of themselves, their dictionaries and the order of their episodes.</summary>
public class MinariTests
{
    private const string Discrete = """{"type": "Discrete", "dtype": "int64", "start": 0, "n": 7}""";

    private static Dictionary<string, byte[]> WithChoices(params long[] choices)
    {
        var arrays = Samples.Of("minari");
        arrays["episode_0/actions"] = Npy.Longs([3], choices[..3]);
        arrays["episode_1/actions"] = Npy.Longs([2], choices[3..]);
        return arrays;
    }

    [Fact]
    public void Attributes_of_earlier_versions_name_the_environment_and_count_actions()
    {
        using var folder = new TemporaryFolder();
        var view = AttributedFile.View(
            folder,
            WithChoices(0, 1, 2, 1, 0),
            new()
            {
                ["@env_spec"] = """{"id": "CartPole-v1", "entry_point": "x"}""",
                ["@action_space"] = Discrete,
                ["@total_episodes"] = "3",
                ["episode_0@seed"] = "None",
            }
        );
        Assert.Equal("CartPole-v1", view.Describe().Source.EnvironmentId);
        Assert.Equal(7, Demonstrations.Collect(view).ActionCount);
        Assert.Equal("The metadata speak of 3 episodes but the file holds 2.", view.Describe().Notes.Single());
    }

    [Fact]
    public void Metadata_beside_the_file_say_the_same_and_are_no_file_of_the_folder()
    {
        using var folder = new TemporaryFolder();
        folder.Put("main_data.hdf5", Npy.Zip(WithChoices(0, 1, 2, 1, 0)));
        folder.Put(
            "metadata.json",
            Encoding.UTF8.GetBytes(
                $$"""{"total_episodes": 2, "env_spec": "{\"id\": \"Taxi-v3\"}", "action_space": "{{Discrete.Replace("\"", "\\\"")}}"}"""
            )
        );
        var view = DemonstrationReader.Open(folder["."]);
        Assert.Equal("Taxi-v3", view.Describe().Source.EnvironmentId);
        Assert.Equal(7, Demonstrations.Collect(view).ActionCount);
        Assert.Empty(view.Describe().Notes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[1]")]
    [InlineData("{\"env_spec\": ")]
    public void Metadata_that_are_damaged_are_mentioned(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Put("metadata.json", Encoding.UTF8.GetBytes(content));
        var view = AttributedFile.View(folder, Samples.Of("minari"), new() { ["@env_spec"] = "{\"id\": \"A-v0\"}" });
        Assert.Equal("A-v0", view.Describe().Source.EnvironmentId);
        Assert.Contains("metadata.json beside the file was not used", view.Describe().Notes.Single());
        Assert.Equal(2, Demonstrations.Collect(view).EpisodeCount);
    }

    [Theory]
    [InlineData("""{"env_spec": 5, "total_episodes": "many", "action_space": [], "observation_space": "x"}""")]
    [InlineData("""{"env_spec": "{\"id\": 5}", "action_space": "{\"type\": 3, \"n\": \"x\", \"shape\": {}}"}""")]
    public void Metadata_of_other_types_say_nothing(string content)
    {
        using var folder = new TemporaryFolder();
        folder.Put("metadata.json", Encoding.UTF8.GetBytes(content));
        var view = AttributedFile.View(folder, Samples.Of("minari"), []);
        Assert.Equal("", view.Describe().Source.EnvironmentId);
        Assert.Empty(view.Describe().Notes);
    }

    [Fact]
    public void Whole_numbers_of_a_box_are_amounts()
    {
        using var folder = new TemporaryFolder();
        var arrays = WithChoices(0, -1, 2, 1, 0);
        var box = new Dictionary<string, string> { ["@action_space"] = """{"type": "Box", "shape": [1]}""" };
        Assert.False(Demonstrations.Collect(AttributedFile.View(folder, arrays, box)).ActionsAreDiscrete);
    }

    [Fact]
    public void Images_kept_as_jpeg_are_refused_although_they_look_like_numbers()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("minari");
        arrays["episode_0/observations"] = Npy.Of<byte>("|u1", [4, 2], new byte[8]);
        arrays["episode_1/observations"] = Npy.Of<byte>("|u1", [3, 2], new byte[6]);
        var space = """{"type": "Box", "dtype": "uint8", "shape": [64, 64, 3]}""";
        var message = Assert
            .Throws<DemonstrationException>(() =>
                AttributedFile.View(folder, arrays, new() { ["@observation_space"] = space })
            )
            .Message;
        Assert.Contains("episode_0/observations: holds no rows of 64 x 64 x 3 values, as its space says", message);
    }

    [Fact]
    public void Images_of_a_dictionary_can_be_left_out()
    {
        using var folder = new TemporaryFolder();
        var space = new Dictionary<string, string>
        {
            ["@observation_space"] =
                """{"type": "Dict", "subspaces": {"position": {"type": "Box", "shape": [64, 64]}, "goal": {"type": "Dict", "subspaces": {"x": {"type": "Box", "shape": [1]}}}}}""",
        };
        var arrays = Samples.Of("minari-dictionary");
        var goal = AttributedFile.View(folder, arrays, space);
        Assert.Equal([0f, 2, 4, 6, 8], Demonstrations.Collect(goal).Observations.Span.ToArray());
        Assert.Contains(goal.Describe().Notes, note => note.StartsWith("Images were left out: position."));
        var message = Assert
            .Throws<DemonstrationException>(() =>
                AttributedFile.View(folder, arrays, space, new() { ObservationParts = ["goal", "position"] })
            )
            .Message;
        Assert.Contains("episode_0/observations/position: holds no rows of 64 x 64 values", message);
        Assert.Equal([new ColumnPart("goal/x", 1)], Demonstrations.Collect(goal).ObservationParts.ToArray());
    }

    [Fact]
    public void Members_come_in_the_order_asked_for()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d", Npy.Zip(Samples.Of("minari-dictionary")));
        var options = new DemonstrationFileOptions { ObservationParts = ["position", "goal/x"] };
        var read = DemonstrationReader.Read(path, options);
        Assert.Equal([1f, 0, 3, 2, 5, 4, 7, 6, 9, 8], read.Observations.Span.ToArray());
        Assert.Equal([70f, 60, 130, 120], read.FinalObservations!.Span.ToArray());
        Assert.Equal([new ColumnPart("position", 1), new ColumnPart("goal/x", 1)], read.ObservationParts.ToArray());
    }

    [Theory]
    [InlineData("speed", "has no member 'speed'; there are goal/x, position")]
    [InlineData("goal,goal/x", "the member 'goal/x' is asked for twice")]
    public void Members_that_are_not_there_or_come_twice_are_named(string parts, string expected)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d", Npy.Zip(Samples.Of("minari-dictionary")));
        var options = new DemonstrationFileOptions { ObservationParts = [.. parts.Split(',')] };
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(path, options)).Message;
        Assert.Contains("episode_0/observations: " + expected, message);
    }

    [Fact]
    public void Members_of_what_is_no_dictionary_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("d", Npy.Zip(Samples.Of("minari")));
        var options = new DemonstrationFileOptions { ObservationParts = ["x"] };
        var message = Assert.Throws<DemonstrationException>(() => DemonstrationReader.Open(path, options)).Message;
        Assert.Contains("is no dictionary, so that x cannot be taken", message);
    }

    [Fact]
    public void Tuples_of_actions_lie_side_by_side_by_number()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("minari");
        foreach (var (episode, steps) in new[] { (0, 3), (1, 2) })
        {
            arrays.Remove($"episode_{episode}/actions");
            foreach (var item in new[] { 10, 2, 0 })
            {
                arrays[$"episode_{episode}/actions/_index_{item}"] = Npy.Longs(
                    [steps],
                    [.. Enumerable.Repeat((long)item, steps)]
                );
            }
        }
        var view = DemonstrationReader.Open(folder.Put("d", Npy.Zip(arrays)));
        var read = Demonstrations.Collect(view);
        Assert.Equal([0f, 2, 10], read.Actions!.Row(0).ToArray());
        Assert.True(read.ActionsAreDiscrete);
        Assert.Null(read.ActionCount);
        Assert.Contains("side by side lie _index_0, _index_2, _index_10", view.Describe().Notes.Single());
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
    }

    [Fact]
    public void Marks_within_an_episode_do_not_end_it_but_are_mentioned()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("minari");
        arrays["episode_0/terminations"] = Npy.Flags(true, false, false);
        var view = DemonstrationReader.Open(folder.Put("d", Npy.Zip(arrays)));
        Assert.Equal([false, false], Demonstrations.Collect(view).Terminated!.Span.ToArray());
        Assert.Equal([false, true], Demonstrations.Collect(view).Ended!.Span.ToArray());
        Assert.Contains("1 steps are marked as terminations although", view.Describe().Notes.Single());
    }

    [Fact]
    public void Episodes_come_in_the_order_of_their_numbers_and_numbers_may_be_missing()
    {
        using var folder = new TemporaryFolder();
        var arrays = new Dictionary<string, byte[]>();
        foreach (var number in new[] { 10, 9, 2, 0 })
        {
            arrays[$"episode_{number}/observations"] = Npy.Floats([2], number, number + 0.5f);
            arrays[$"episode_{number}/actions"] = Npy.Floats([1], 0);
            arrays[$"episode_{number}/terminations"] = Npy.Flags(false);
            arrays[$"episode_{number}/truncations"] = Npy.Flags(false);
        }
        arrays["episode_x/observations"] = Npy.Floats([2], 1, 1);
        var read = DemonstrationReader.Read(folder.Put("d", Npy.Zip(arrays)));
        Assert.Equal([0f, 2, 9, 10], read.Observations.Span.ToArray());
        Assert.Equal([0.5f, 2.5f, 9.5f, 10.5f], read.FinalObservations!.Span.ToArray());
        Assert.Null(read.Rewards);
    }

    [Theory]
    [InlineData("""{"env_name": "Lift", "env_type": 1}""", "Lift")]
    [InlineData("no JSON", "")]
    [InlineData("""{"env_name": 4}""", "")]
    public void Robomimic_names_its_environment(string arguments, string expected)
    {
        using var folder = new TemporaryFolder();
        var view = AttributedFile.View(folder, Samples.Of("robomimic"), new() { ["data@env_args"] = arguments });
        Assert.Equal(expected, view.Describe().Source.EnvironmentId);
        Assert.Equal(
            [new ColumnPart("eef", 1), new ColumnPart("object", 1)],
            view.Describe()[ColumnNames.Observation].Parts.ToArray()
        );
    }

    [Fact]
    public void Robomimic_needs_no_next_observations()
    {
        using var folder = new TemporaryFolder();
        var arrays = Samples.Of("robomimic").Where(pair => !pair.Key.Contains("next_obs"));
        var view = DemonstrationReader.Open(folder.Put("d", Npy.Zip(arrays)));
        Assert.Null(Demonstrations.Collect(view).FinalObservations);
        Assert.Contains(view.Describe().Notes, note => note.Contains("does not hold the observation after the last"));
    }
}
