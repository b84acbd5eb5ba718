using Gail.Data;
using Gail.Environments;
using Gail.Execution;
using Gail.Numerics;
using Gail.Policies;
using Gail.Runs.StableBaselines;

namespace Gail.Runs.Tests.StableBaselines;

/// <summary>Policies of Stable-Baselines3, worked by hand.</summary>
public class StableBaselinesTests
{
    private static readonly float[] Observation = [0.1f, -0.3f];

    // x0 + 2 x1 + 0.5 of the observation.
    private const double Sum = 0.1 - 0.6 + 0.5;

    private static EnvironmentSpec Spec(ActionSpace action) =>
        BuiltInEnvironments.Create("MountainCar-v0").Spec with
        {
            Action = action,
        };

    private static StableBaselinesPolicy Policy(
        byte[] file,
        ActionSpace action,
        VecNormalizeStatistics? statistics = null
    )
    {
        using var folder = new TemporaryFolder();
        var path = folder.Put("model.zip", file);
        Assert.True(StableBaselinesModel.IsIn(path));
        return new StableBaselinesPolicy(StableBaselinesModel.Read(path), Spec(action), statistics, path);
    }

    private static float[] Drawn(StableBaselinesPolicy policy, int count)
    {
        var key = RandomKey.FromSeed(1);
        return
        [
            .. Enumerable
                .Range(0, count)
                .SelectMany(i =>
                    policy
                        .Act(
                            Executor.SingleThreaded,
                            NdArray.Matrix<float>(1, 2, Observation),
                            [key.Fold(i)],
                            ActionMode.Stochastic
                        )
                        .Actions.Values
                ),
        ];
    }

    private static float Most(StableBaselinesPolicy policy) => ((IPolicy)policy).Act(Observation)[0];

    private static BoxSpace Box(float low, float high) => new([low], [high]);

    [Fact]
    public void Ppo_and_a2c_of_boxes()
    {
        var weights = SavedModel.Layers("mlp_extractor.policy_net.0", "action_net");
        var value = SavedModel.Layers("mlp_extractor.value_net.0", "value_net");
        byte[] Saved(string data) =>
            SavedModel.Of([.. weights, .. value, ("log_std", [1], [(float)Math.Log(0.5)])], data);
        var policy = Policy(Saved("""{"policy_kwargs": {}, "use_sde": false}"""), Box(-10, 10));
        var mean = (3 * Math.Tanh(Sum)) - 1;
        Assert.Equal(mean, Most(policy), 1e-6);
        var drawn = Drawn(policy, 4000);
        Assert.Equal(mean, drawn.Average(), 0.05);
        Assert.Equal(0.25, drawn.Average(x => (x - mean) * (x - mean)), 0.02);
        // Clipped to the bounds, as predict does.
        Assert.Equal(-0.5f, Most(Policy(Saved("{}"), Box(-0.5f, 0.5f))));
        var rectified = Policy(
            Saved(
                """{"policy_kwargs": {":type:": "<class 'dict'>", ":serialized:": "gASV", "activation_fn": "<class 'torch.nn.modules.activation.ELU'>"}}"""
            ),
            Box(-10, 10)
        );
        Assert.Equal((3 * (Sum > 0 ? Sum : Math.Exp(Sum) - 1)) - 1, Most(rectified), 1e-6);
    }

    [Fact]
    public void Ppo_of_choices()
    {
        var file = SavedModel.Of([
            ("mlp_extractor.policy_net.0.weight", [1, 2], [1, 2]),
            ("mlp_extractor.policy_net.0.bias", [1], [0.5f]),
            ("action_net.weight", [3, 1], [0, 0, 0]),
            ("action_net.bias", [3], [0, 1, (float)Math.Log(2)]),
        ]);
        var policy = Policy(file, new DiscreteSpace(3));
        Assert.Equal(1, Most(policy));
        var drawn = Drawn(policy, 4000);
        var total = 1 + Math.E + 2;
        Assert.Equal(Math.E / total, drawn.Count(choice => choice == 1) / 4000.0, 0.03);
        Assert.Equal(2 / total, drawn.Count(choice => choice == 2) / 4000.0, 0.03);
        // Two choices side by side, as MultiDiscrete([2, 1]) has them.
        var pair = Policy(
            SavedModel.Of([
                ("mlp_extractor.policy_net.0.weight", [1, 2], [1, 2]),
                ("action_net.weight", [4, 1], [0, 0, 0, 0]),
                ("action_net.bias", [4], [0, 1, 2, 1]),
            ]),
            new ProductSpace([new DiscreteSpace(2), new DiscreteSpace(2)])
        );
        Assert.Equal([1f, 0], ((IPolicy)pair).Act(Observation));
    }

    [Fact]
    public void Sac_squashes_into_the_bounds()
    {
        var weights = SavedModel.Layers("actor.latent_pi.0", "actor.mu");
        var file = SavedModel.Of([
            .. weights,
            ("actor.log_std.weight", [1, 1], [0]),
            ("actor.log_std.bias", [1], [-1]),
            ("critic.qf0.0.weight", [1, 3], [1, 1, 1]),
        ]);
        var policy = Policy(file, Box(-2, 4));
        var mean = (3 * Math.Max(Sum, 0)) - 1;
        Assert.Equal(1 + (3 * Math.Tanh(mean)), Most(policy), 1e-5);
        var noises = Drawn(policy, 4000).Select(action => Math.Atanh((action - 1) / 3) - mean).ToList();
        Assert.Equal(0, noises.Average(), 0.03);
        Assert.Equal(Math.Exp(-2), noises.Average(noise => noise * noise), 0.02);
        // The model's own bounds, where its file tells them.
        var own = SavedModel.Of(
            [.. weights, ("actor.log_std.weight", [1, 1], [0])],
            $$"""{"action_space": {":type:": "x", ":serialized:": "{{SavedModel.Box(-1, 1)}}"} }"""
        );
        Assert.Equal(Math.Tanh(mean), Most(Policy(own, Box(-2, 4))), 1e-6);
    }

    [Fact]
    public void State_dependent_exploration()
    {
        var layers = SavedModel.Layers("actor.latent_pi.0", "actor.mu.0");
        layers[3].Values[0] = 5;
        var file = SavedModel.Of([.. layers, ("actor.log_std", [1, 1], [-1])], """{"use_sde": true}""");
        var policy = Policy(file, Box(-1, 1));
        // The mean 3 h + 5 is kept below 2.
        Assert.Equal(Math.Tanh(2), Most(policy), 1e-6);
        var gaussian = SavedModel.Of(
            [.. SavedModel.Layers("mlp_extractor.policy_net.0", "action_net"), ("log_std", [1, 1], [2])],
            """{"policy_kwargs": {"activation_fn": "<class 'torch.nn.modules.linear.Identity'>"}}"""
        );
        var drawn = Drawn(Policy(gaussian, Box(-1000, 1000)), 4000);
        var (mean, deviation) = ((3 * Sum) - 1, Math.Sqrt((Sum * Sum * Math.Exp(4)) + 1e-6));
        Assert.Equal(mean, drawn.Average(), 0.01 + deviation);
        Assert.Equal(deviation * deviation, drawn.Average(x => (x - mean) * (x - mean)), 1e-6);
    }

    [Fact]
    public void Td3_and_dqn()
    {
        var actor = SavedModel.Layers("actor.mu.0", "actor.mu.2");
        var policy = Policy(SavedModel.Of([.. actor, ("actor_target.mu.0.weight", [1, 2], [9, 9])]), Box(-2, 2));
        Assert.Equal(2 * Math.Tanh((3 * Math.Max(Sum, 0)) - 1), Most(policy), 1e-5);
        Assert.All(Drawn(policy, 10), action => Assert.Equal(Most(policy), action));
        var file = SavedModel.Of(
            [
                ("q_net.q_net.0.weight", [1, 2], [1, 2]),
                ("q_net.q_net.0.bias", [1], [0.5f]),
                ("q_net.q_net.2.weight", [3, 1], [1, 2, 3]),
                ("q_net.q_net.2.bias", [3], [0, 5, 1]),
                ("q_net_target.q_net.0.weight", [1, 2], [9, 9]),
            ],
            """{"exploration_rate": 0.3}"""
        );
        var greedy = Policy(file, new DiscreteSpace(3));
        Assert.Equal(1, Most(greedy));
        Assert.Equal(0.8, Drawn(greedy, 4000).Count(choice => choice == 1) / 4000.0, 0.03);
    }

    [Fact]
    public void Observations_are_standardised_where_they_were_in_training()
    {
        using var folder = new TemporaryFolder();
        var statistics = new PickledInstance(
            "stable_baselines3.common.running_mean_std",
            "RunningMeanStd",
            new()
            {
                ["mean"] = Pickled.Doubles([2], 1, -0.3),
                ["var"] = Pickled.Doubles([2], 0.01, 4),
                ["count"] = 9.0,
            }
        );
        byte[] Saved(bool normalized) =>
            Pickled.Of(
                new PickledInstance(
                    "stable_baselines3.common.vec_env.vec_normalize",
                    "VecNormalize",
                    new()
                    {
                        ["obs_rms"] = statistics,
                        ["ret_rms"] = statistics,
                        ["clip_obs"] = 5.0,
                        ["epsilon"] = 1e-8,
                        ["norm_obs"] = normalized,
                    }
                )
            );
        var read = VecNormalizeStatistics.Read(folder.Put("v.pkl", Saved(true)))!;
        Assert.Equal((5, 1e-8), (read.Clip, read.Epsilon));
        Assert.Null(VecNormalizeStatistics.Read(folder.Put("n.pkl", Saved(false))));
        var file = SavedModel.Of(SavedModel.Layers("actor.mu.0", "actor.mu.2"));
        // (0.1 - 1) / 0.1 is clipped at -5; the second value is the mean.
        Assert.Equal(Math.Tanh((3 * Math.Max(-5 + 0.5, 0)) - 1), Most(Policy(file, Box(-1, 1), read)), 1e-6);
        var npz = folder.Put(
            "v.npz",
            Npy.Zip(
                new Dictionary<string, byte[]>
                {
                    ["mean"] = Npy.Doubles([2], 1, -0.3),
                    ["var"] = Npy.Doubles([2], 0.01, 4),
                }
            )
        );
        Assert.Equal(10, VecNormalizeStatistics.Read(npz)!.Clip);
        var wrong = folder.Put("w.pkl", Pickled.Of(new Dictionary<string, object?> { ["obs_rms"] = 1 }));
        Assert.Contains(
            "there is no such array; expected what VecNormalize.save wrote",
            Assert.Throws<DemonstrationException>(() => VecNormalizeStatistics.Read(wrong)).Message
        );
    }

    [Theory]
    [InlineData("features_extractor.cnn.0.weight", "extracts features with a network of its own")]
    [InlineData("lstm_actor.weight_ih_l0", "has a recurrent policy (lstm_actor.weight_ih_l0)")]
    [InlineData("quantile_net.quantile_net.0.weight", "holds weights of no known policy, quantile_net")]
    [InlineData("actor.mu.0.weight", "expected [outputs, inputs]; only plain layers are read")]
    public void What_is_no_perceptron_is_refused(string name, string problem) =>
        Assert.Contains(
            problem,
            Assert
                .Throws<DemonstrationException>(() => Policy(SavedModel.Of([(name, [2], [1, 2])]), Box(-1, 1)))
                .Message
        );

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var box = SavedModel.Of(SavedModel.Layers("actor.mu.0", "actor.mu.2"));
        Assert.Contains(
            "the model gives 1 continuous actions but MountainCar-v0 takes Discrete(3)",
            Assert.Throws<RunException>(() => Policy(box, new DiscreteSpace(3))).Message
        );
        var wide = SavedModel.Of([("actor.mu.0.weight", [1, 7], new float[7])]);
        Assert.Contains(
            "the model takes 7 observation values but MountainCar-v0 gives 2",
            Assert.Throws<RunException>(() => Policy(wide, Box(-1, 1))).Message
        );
        var unknown = SavedModel.Of(
            SavedModel.Layers("actor.mu.0", "actor.mu.2"),
            """{"policy_kwargs": {"activation_fn": "<class 'mine.Swishier'>"}}"""
        );
        Assert.Contains(
            "has the activation Swishier, which is not read",
            Assert.Throws<DemonstrationException>(() => Policy(unknown, Box(-1, 1))).Message
        );
        var infinite = SavedModel.Of([("actor.mu.0.weight", [1, 2], [1, float.PositiveInfinity])]);
        Assert.Contains(
            "weights must be finite",
            Assert.Throws<DemonstrationException>(() => Policy(infinite, Box(-1, 1))).Message
        );
        Assert.Contains(
            "is no JSON",
            Assert.Throws<DemonstrationException>(() => Policy(SavedModel.Of([], "{"), Box(-1, 1))).Message
        );
    }

    [Fact]
    public void Nothing_in_a_model_is_run()
    {
        var hostile = Convert.ToBase64String(Pickled.Of(new PickledCall("os", "system", "touch pwned")));
        var file = SavedModel.Of(
            SavedModel.Layers("actor.mu.0", "actor.mu.2"),
            $$"""{"action_space": {":serialized:": "{{hostile}}"}, "policy_class": {":serialized:": "{{hostile}}"} }"""
        );
        Assert.Equal(Math.Tanh((3 * Math.Max(Sum, 0)) - 1), Most(Policy(file, Box(-1, 1))), 1e-5);
        var weights = Pickled.Zip([
            new("data", "{}"u8.ToArray()),
            new("policy.pth", Pickled.TorchZip(new PickledCall("os", "system", "touch pwned"))),
        ]);
        Assert.Contains(
            "it wants 'os.system'",
            Assert.Throws<DemonstrationException>(() => Policy(weights, Box(-1, 1))).Message
        );
    }
}
