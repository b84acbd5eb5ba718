using System.Collections.Immutable;
using Gail.Data.Views.Transforms;
using Gail.Numerics;

namespace Gail.Data.Tests.Support;

/// <summary>Transforms of views applied to demonstrations in memory at once.</summary>
internal static class EagerTransforms
{
    public static Demonstrations TakeEpisodes(this Demonstrations all, int count) =>
        all.Transform(view => view.TakeEpisodes(count));

    public static Demonstrations TakeEpisodes(this Demonstrations all, int count, RandomKey key) =>
        all.Transform(view => view.TakeEpisodes(count, key));

    public static Demonstrations SelectEpisodes(this Demonstrations all, ImmutableArray<int> episodes) =>
        all.Transform(view => view.SelectEpisodes(episodes));

    public static Demonstrations KeepEvery(this Demonstrations all, int k, RandomKey key) =>
        all.Transform(view => view.KeepEvery(k, key));

    public static Demonstrations Concat(this Demonstrations first, Demonstrations second) =>
        first.Transform(view => view.Concat(second.AsView()));
}
