using Gail.Data.Columns;
using Gail.Data.Views;
using Gail.Numerics;

namespace Gail.Data.Tests.Support;

/// <summary>Two episodes of 3 and 2 steps for every kind of space, with all that formats may need.</summary>
internal static class SpaceSamples
{
    public static TheoryData<string> Names =>
        [
            "several choices",
            "choices beside numbers",
            "dictionary of actions",
            "discrete observations",
            "discrete observations in a dictionary",
            "images",
        ];

    public static Demonstrations Of(string name) => Demonstrations.Create(Columns(name));

    public static DemonstrationColumns Columns(string name) =>
        name switch
        {
            "several choices" => Whole(2, 2) with
            {
                Actions = NdArray.Matrix<float>(5, 2, [0, 1, 2, 0, 1, 1, 0, 0, 2, 1]),
                ActionParts = [ColumnPart.OfChoices(4, 2)],
            },
            "choices beside numbers" => Whole(2, 3) with
            {
                Actions = NdArray.Matrix<float>(5, 3, [0.5f, 1, 0, -2, 0, 1, 0, 2, 1, 3, 1, 1, 0.25f, 0, 0]),
                ActionParts = [new ColumnPart("", 1), ColumnPart.OfChoices(3, 2)],
            },
            "dictionary of actions" => Whole(2, 4) with
            {
                Actions = NdArray.Matrix<float>(
                    5,
                    4,
                    [1, 0, 0.5f, -1, 0, 1, 1.5f, 2, 2, 1, 0, 0, 1, 1, -3, 4, 0, 0, 7, 8]
                ),
                ActionParts = [ColumnPart.OfChoices("buttons", [3, 2]), new ColumnPart("stick/axes", 2)],
            },
            "discrete observations" => Whole(1, 1) with
            {
                Observations = NdArray.Matrix<float>(5, 1, [0, 3, 1, 2, 2]),
                FinalObservations = NdArray.Matrix<float>(2, 1, [1, 0]),
                ObservationParts = [ColumnPart.OfChoices(5)],
            },
            "discrete observations in a dictionary" => Whole(3, 1) with
            {
                Observations = NdArray.Matrix<float>(5, 3, [0, 1, 0.5f, 1, 0, 1.5f, 2, 1, 2.5f, 0, 0, 3, 1, 1, 4]),
                FinalObservations = NdArray.Matrix<float>(2, 3, [2, 0, 9, 1, 1, 8]),
                ObservationParts = [ColumnPart.OfChoices("room", [3, 2]), new ColumnPart("speed", 1)],
            },
            "images" => Whole(12, 1) with { ObservationParts = [ColumnPart.OfShape("", [2, 2, 3])] },
            _ => throw new ArgumentException($"There is no sample '{name}'.", nameof(name)),
        };

    private static DemonstrationColumns Whole(int observationWidth, int actionWidth) =>
        new()
        {
            Observations = Counted(5, observationWidth),
            Actions = Counted(5, actionWidth),
            EpisodeStarts = [0, 3],
            Rewards = NdArray.Vector<double>([1, 2, 3, 4, 5]),
            FinalObservations = Counted(2, observationWidth),
            Terminated = NdArray.Vector<bool>([true, false]),
            Ended = NdArray.Vector<bool>([true, true]),
            Source = new DemonstrationSource { EnvironmentId = "Room-v0" },
        };

    private static NdArray<float> Counted(int rows, int width) =>
        NdArray.Matrix<float>(rows, width, [.. Enumerable.Range(0, rows * width).Select(i => i + 0.5f)]);
}
