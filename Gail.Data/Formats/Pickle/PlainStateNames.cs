namespace Gail.Data.Formats.Pickle;

/// <summary>
/// Classes of which a pickle's objects are read as their attributes, by name: recorded trajectories, spaces, statistics.
/// </summary>
internal static class PlainStateNames
{
    public static IEnumerable<KeyValuePair<string, PickleGlobal>> All { get; } =
    [
        .. Plain("imitation.data.types.", "Trajectory", "TrajectoryWithRew", "DictObs"),
        .. Plain("stable_baselines3.common.vec_env.vec_normalize.", "VecNormalize"),
        .. Plain("stable_baselines3.common.running_mean_std.", "RunningMeanStd"),
        .. Spaces("gymnasium."),
        .. Spaces("gym."),
        // Random generators come with spaces.
        .. Plain("numpy.random._pickle.", "__randomstate_ctor", "__generator_ctor", "__bit_generator_ctor"),
        .. Plain("numpy.random.", "_pcg64.PCG64", "_mt19937.MT19937", "mtrand.RandomState", "_generator.Generator"),
        .. Plain("numpy.random.bit_generator.", "SeedSequence", "__pyx_unpickle_SeedSequence"),
    ];

    private static IEnumerable<KeyValuePair<string, PickleGlobal>> Spaces(string package) =>
        [
            .. Plain(
                $"{package}spaces.",
                "box.Box",
                "discrete.Discrete",
                "multi_discrete.MultiDiscrete",
                "multi_binary.MultiBinary",
                "dict.Dict",
                "tuple.Tuple"
            ),
            .. Plain($"{package}utils.seeding.", "RandomNumberGenerator", "_generator_ctor"),
        ];

    private static IEnumerable<KeyValuePair<string, PickleGlobal>> Plain(string module, params string[] names) =>
        names.SelectMany(name => PickleNames.Of(_ => new PickleObject(module + name), module + name));
}
