using Gail.Data.Tests.Formats.Hdf5;
using Gail.Data.Tests.Support;
using Gail.Data.Views;
using Gail.Data.Views.Foreign;
using Gail.Data.Views.Transforms;

namespace Gail.Data.Tests.Formats;

/// <summary>Spaces survive every way on which demonstrations travel.</summary>
public class SpaceRoundTripTests
{
    [Theory]
    [MemberData(nameof(SpaceSamples.Names), MemberType = typeof(SpaceSamples))]
    public void Files_of_our_own_and_json_hold_them(string name)
    {
        using var folder = new TemporaryFolder();
        var written = SpaceSamples.Of(name);
        foreach (var file in new[] { "d.npz", "d.jsonl" })
        {
            DemonstrationWriter.Write(folder[file], written);
            var view = DemonstrationReader.Open(folder[file]);
            Assert.True(Demonstrations.Collect(view).SameBits(written), file);
            Assert.True(Demonstrations.Collect(new Plain(view)).SameBits(written), file);
        }
    }

    [Theory]
    [MemberData(nameof(SpaceSamples.Names), MemberType = typeof(SpaceSamples))]
    public void Minari_s_spaces_hold_them(string name)
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var written = SpaceSamples.Of(name);
        DemonstrationWriter.Write(folder["main_data.hdf5"], written);
        var read = DemonstrationReader.Read(folder["main_data.hdf5"]);
        // Parts without names that are of several kinds are a tuple there, whose items have names.
        var renamed = name == "choices beside numbers" ? Named(written, "_index_0", "_index_1") : written;
        Assert.True(read.SameBits(renamed));
    }

    [Theory]
    [MemberData(nameof(SpaceSamples.Names), MemberType = typeof(SpaceSamples))]
    public void Tables_tell_choices_from_numbers(string name)
    {
        using var folder = new TemporaryFolder();
        var written = SpaceSamples.Of(name);
        DemonstrationWriter.Write(folder["d.csv"], written);
        var view = DemonstrationReader.Open(folder["d.csv"]);
        var read = Demonstrations.Collect(view);
        Assert.True(read.Actions!.SameBits(written.Actions!));
        Assert.True(read.Observations.SameBits(written.Observations));
        Assert.Equal(AreChoices(written.ActionParts, 0), AreChoices(read.ActionParts, read.ActionWidth));
        Assert.Equal(AreChoices(written.ObservationParts, 0), AreChoices(read.ObservationParts, read.ObservationWidth));
        Assert.True(read.SameBits(Demonstrations.Collect(new Plain(view))));
    }

    [Theory]
    [MemberData(nameof(SpaceSamples.Names), MemberType = typeof(SpaceSamples))]
    public void What_went_through_ML_NET_has_them(string name)
    {
        using var folder = new TemporaryFolder();
        var written = SpaceSamples.Of(name);
        var ml = new MLContext(seed: 1);
        using (var file = File.Create(folder["d.idv"]))
        {
            ml.Data.SaveAsBinary(written.AsView(), file);
        }
        Assert.True(Demonstrations.Collect(ml.Data.LoadFromBinary(folder["d.idv"])).SameBits(written));
        var mapped = written.AsView().AsDemonstrations(DataViewMapping.ByName);
        Assert.True(Demonstrations.Collect(mapped).SameBits(written));
    }

    [Theory]
    [MemberData(nameof(SpaceSamples.Names), MemberType = typeof(SpaceSamples))]
    public void Episodes_chosen_and_joined_again_have_them(string name)
    {
        var written = SpaceSamples.Of(name);
        var view = written.AsView();
        var joined = view.SelectEpisodes([0]).Concat(view.SelectEpisodes([1]));
        Assert.True(Demonstrations.Collect(joined).SameBits(written));
    }

    [Fact]
    public void The_papers_layout_refuses_choices_beside_numbers()
    {
        Hdf5Needs.Library();
        using var folder = new TemporaryFolder();
        var message = Assert
            .Throws<DemonstrationException>(() =>
                DemonstrationWriter.Write(folder["d.h5"], SpaceSamples.Of("choices beside numbers"), "paper")
            )
            .Message;
        Assert.Contains("actions: are choices beside numbers", message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Choices_among_different_numbers_are_joined_to_the_greater_ones()
    {
        var few = SpaceSamples.Columns("several choices");
        var many = few with { ActionParts = [ColumnPart.OfChoices(3, 7)] };
        var joined = Demonstrations.Create(few).AsView().Concat(Demonstrations.Create(many).AsView());
        Assert.Equal([ColumnPart.OfChoices(4, 7)], Demonstrations.Collect(joined).ActionParts.ToArray());
        var numbers = Demonstrations.Create(few with { ActionParts = [] });
        Assert.Contains(
            "action: is F32 of 2 values but discrete F32 of 2 values",
            Assert
                .Throws<DemonstrationException>(() => Demonstrations.Create(few).AsView().Concat(numbers.AsView()))
                .Message
        );
    }

    private static Demonstrations Named(Demonstrations all, params string[] names) =>
        Demonstrations.Create(
            SpaceSamples.Columns("choices beside numbers") with
            {
                ActionParts = [.. all.ActionParts.Zip(names, (part, name) => part with { Name = name })],
            }
        );

    private static bool[] AreChoices(IEnumerable<ColumnPart> parts, int width)
    {
        bool[] known = [.. parts.SelectMany(part => Enumerable.Repeat(part.IsDiscrete, part.Width))];
        // A plain vector needs no parts.
        return Array.TrueForAll(known, choice => !choice) ? []
            : known is [] ? new bool[width]
            : known;
    }
}
