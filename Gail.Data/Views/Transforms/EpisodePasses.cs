using System.Collections.Immutable;
using Gail.Data.Checks;

namespace Gail.Data.Views.Transforms;

/// <summary>What one pass over a view tells of its episodes; memory grows with their number, not with that of rows.</summary>
internal static class EpisodePasses
{
    /// <summary>The number of episodes.</summary>
    public static int Count(DemonstrationView view)
    {
        var last = -1L;
        foreach (var batch in view.Read([ColumnNames.Episode]))
        {
            last = batch.Get<long>(ColumnNames.Episode)[^1];
        }
        return checked((int)(last + 1));
    }

    /// <summary>[E]: the sum of rewards of each episode.</summary>
    /// <exception cref="DemonstrationException">Steps are missing.</exception>
    public static ImmutableArray<double> Returns(DemonstrationView view)
    {
        var returns = ImmutableArray.CreateBuilder<double>();
        var order = new StepOrder(() => NoReturns(view));
        foreach (var batch in view.Read([ColumnNames.Episode, ColumnNames.Step, ColumnNames.Reward]))
        {
            order.Check(batch);
            var episodes = batch.Get<long>(ColumnNames.Episode);
            var rewards = batch.Get<double>(ColumnNames.Reward);
            for (var row = 0; row < batch.Rows; row++)
            {
                if (episodes[row] >= returns.Count)
                {
                    returns.Add(0);
                }
                returns[^1] += double.IsFinite(rewards[row])
                    ? rewards[row]
                    : throw Fail(
                        view,
                        ColumnNames.Reward,
                        $"is {ValueRules.Text(rewards[row])} in a row of episode {episodes[row]}, so that returns are not known; choose otherwise than by return."
                    );
            }
        }
        return returns.ToImmutable();
    }

    /// <summary>Throws where rewards do not add up to returns.</summary>
    public static void RequireReturns(DemonstrationView view)
    {
        _ = view.Description[ColumnNames.Reward];
        if (view.Description.IsSubsampled)
        {
            throw NoReturns(view);
        }
    }

    private static DemonstrationException NoReturns(DemonstrationView view) =>
        Fail(
            view,
            ColumnNames.Reward,
            "the rewards of sub-sampled episodes add up to no return; choose by return before sub-sampling."
        );

    /// <summary>Throws where there are fewer episodes than asked for.</summary>
    public static void Require(DemonstrationView view, long found, int asked)
    {
        if (found < asked)
        {
            throw Fail(
                view,
                "",
                $"holds {found} {(found == 1 ? "episode" : "episodes")} but {asked} were asked for; ask for fewer or record more."
            );
        }
    }

    /// <summary>An error that names the view's source.</summary>
    public static DemonstrationException Fail(DemonstrationView view, string column, string problem) =>
        new(view.Description.Source.File.Length > 0 ? view.Description.Source.File : "demonstrations", column, problem);
}
