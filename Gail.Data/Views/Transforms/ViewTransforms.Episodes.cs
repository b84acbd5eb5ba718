using System.Collections.Immutable;
using Gail.Numerics;
using Microsoft.ML;

namespace Gail.Data.Views.Transforms;

/// <content>Choices among episodes.</content>
public static partial class ViewTransforms
{
    /// <summary>The first episodes. Reading stops behind them.</summary>
    /// <param name="view">The view.</param>
    /// <param name="count">1 or more; fewer in the view are an error at the end of reading.</param>
    public static IDataView TakeEpisodes(this IDataView view, int count)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new FirstEpisodesView(source, count);
    }

    /// <summary>
    /// A uniformly random choice of episodes without replacement, in the order of the view. One pass
    /// counts the episodes.
    /// </summary>
    /// <param name="view">The view.</param>
    /// <param name="count">1 or more; fewer in the view are an error at the first reading.</param>
    /// <param name="key">Decides which; consumed.</param>
    public static IDataView TakeEpisodes(this IDataView view, int count, RandomKey key)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return new ChosenEpisodesView(
            source,
            () =>
            {
                var found = EpisodePasses.Count(source);
                EpisodePasses.Require(source, found, count);
                return [.. key.Permutation(found).Take(count).Order()];
            }
        );
    }

    /// <summary>
    /// The episodes of the greatest returns, in the order of the view; of equal ones the earlier. One pass sums the
    /// rewards.
    /// </summary>
    /// <param name="view">A view with rewards and all steps.</param>
    /// <param name="count">1 or more; fewer in the view are an error at the first reading.</param>
    /// <exception cref="DemonstrationException">There are no rewards, or steps were left out.</exception>
    public static IDataView TakeBestEpisodes(this IDataView view, int count)
    {
        var source = DemonstrationView.Of(view);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        EpisodePasses.RequireReturns(source);
        return new ChosenEpisodesView(
            source,
            () =>
            {
                var returns = EpisodePasses.Returns(source);
                EpisodePasses.Require(source, returns.Length, count);
                var byReturn = Enumerable.Range(0, returns.Length).OrderByDescending(episode => returns[episode]);
                return [.. byReturn.Take(count).Order()];
            }
        );
    }

    /// <summary>The episodes of returns from a minimum to a maximum, both included. One pass sums the rewards.</summary>
    /// <remarks>There may be none; the view then has no rows, and collecting it says so.</remarks>
    /// <param name="view">A view with rewards and all steps.</param>
    /// <param name="minimum">The least return; -infinity for none.</param>
    /// <param name="maximum">The greatest return.</param>
    /// <exception cref="DemonstrationException">There are no rewards, or steps were left out.</exception>
    public static IDataView WhereReturn(this IDataView view, double minimum, double maximum = double.PositiveInfinity)
    {
        var source = DemonstrationView.Of(view);
        if (!(minimum <= maximum))
        {
            throw new ArgumentException(
                $"Expected a minimum up to the maximum but got {minimum} and {maximum}.",
                nameof(minimum)
            );
        }
        EpisodePasses.RequireReturns(source);
        return new ChosenEpisodesView(
            source,
            () =>
            {
                var returns = EpisodePasses.Returns(source);
                var all = Enumerable.Range(0, returns.Length);
                return [.. all.Where(episode => returns[episode] >= minimum && returns[episode] <= maximum)];
            }
        );
    }

    /// <summary>The episodes named, in that order: one pass for each stretch of ascending numbers.</summary>
    /// <param name="view">The view.</param>
    /// <param name="episodes">
    /// At least one, each 0 or more; one may come more than once. One that does not exist is an error while reading.
    /// </param>
    public static IDataView SelectEpisodes(this IDataView view, ImmutableArray<int> episodes)
    {
        var source = DemonstrationView.Of(view);
        if (episodes.IsDefaultOrEmpty)
        {
            throw new ArgumentException("Expected at least one episode.", nameof(episodes));
        }
        ArgumentOutOfRangeException.ThrowIfNegative(episodes.Min(), nameof(episodes));
        return new ChosenEpisodesView(source, () => episodes);
    }

    /// <summary>
    /// Divides the episodes at random into some to learn from and some to measure by, each in the order of the view and
    /// with at least one. One pass counts the episodes.
    /// </summary>
    /// <param name="view">A view of at least two episodes; a single one is an error at the first reading.</param>
    /// <param name="share">The share of episodes to learn from, above 0 and below 1; rounded to whole episodes.</param>
    /// <param name="key">Decides which; consumed.</param>
    public static ViewSplit SplitByEpisode(this IDataView view, double share, RandomKey key)
    {
        var source = DemonstrationView.Of(view);
        if (!(share > 0 && share < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "Expected a share above 0 and below 1.");
        }
        var order = new Lazy<int[]>(
            () =>
            {
                var found = EpisodePasses.Count(source);
                EpisodePasses.Require(source, found, 2);
                return key.Permutation(found);
            },
            LazyThreadSafetyMode.PublicationOnly
        );
        int Training() => Math.Clamp((int)Math.Round(share * order.Value.Length), 1, order.Value.Length - 1);
        return new ViewSplit(
            new ChosenEpisodesView(source, () => [.. order.Value.Take(Training()).Order()]),
            new ChosenEpisodesView(source, () => [.. order.Value.Skip(Training()).Order()])
        );
    }

    /// <summary>The episodes of this view, then those of others; the columns are those that all of them have.</summary>
    /// <param name="view">The view.</param>
    /// <param name="others">Views of the same widths and kinds of columns.</param>
    /// <exception cref="DemonstrationException">A width or kind of column differs.</exception>
    public static IDataView Concat(this IDataView view, params ReadOnlySpan<IDataView> others)
    {
        ImmutableArray<IDataView> all = [view, .. others];
        return ConcatenatedView.Of([.. all.Select(DemonstrationView.Of)]);
    }
}
