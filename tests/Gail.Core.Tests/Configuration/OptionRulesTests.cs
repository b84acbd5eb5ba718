using Gail.Configuration;
using Gail.Optimizers;
using Gail.OptionRules;
using Gail.Policies;
using Gail.Rewards;

namespace Gail.Core.Tests.Configuration;

/// <summary>Options check themselves when a record is built, in the words of the command line.</summary>
public sealed class OptionRulesTests
{
    private static readonly TrainingOptions Defaults = new() { Environment = "x" };

    [Fact]
    public void A_record_refuses_what_the_command_line_refuses_in_the_same_words()
    {
        var rule = OptionValues.Named("", "advantage.discount", TrainingOptions.Rules);
        Assert.Equal("--discount", rule.Flag);

        Assert.Equal("--discount is 5, expected a number from 0 to 1.", Refused(() => rule.Read("--discount", "5")));
        Assert.Equal(
            "AdvantageOptions.Discount is 5, expected a number from 0 to 1.",
            Refused(() => Defaults with { Advantage = Defaults.Advantage with { Discount = 5 } })
        );
        Assert.Equal(
            "AdvantageOptions.Discount is 5, expected a number from 0 to 1.",
            Refused(() => Defaults.Advantage.With(discount: 5))
        );
        Assert.Equal(
            "advantage.discount is 5, expected a number from 0 to 1.",
            Assert
                .Throws<FormatException>(() => OptionsJson.Read("""{"environment":"x","advantage":{"discount":5}}"""))
                .Message
        );
    }

    [Fact]
    public void Numbers_that_are_none_are_refused()
    {
        Assert.Contains("is NaN", Refused(() => new AdamOptions { LearningRate = double.NaN }));
        Assert.Contains("MaxKl is 0", Refused(() => new TrustRegionOptions { MaxKl = 0 }));
        Assert.Contains("Shrink is 1", Refused(() => new TrustRegionOptions { Shrink = 1 }));
        Assert.Contains("Beta1 is 1", Refused(() => new AdamOptions { Beta1 = 1 }));
        Assert.Contains("NumEnvs is 1000001", Refused(() => new RolloutOptions { NumEnvs = 1_000_001 }));
        Assert.Contains("Steps is 0", Refused(() => Defaults with { Steps = 0 }));
        Assert.Null((Defaults with { Steps = null }).Steps);
    }

    /// <summary>A record that is part of another is whole then: the moment at which its options are compared.</summary>
    [Fact]
    public void Options_that_contradict_each_other_are_refused_where_a_record_is_whole()
    {
        const string Message =
            "RolloutOptions.NumEnvs is 64, but Steps is 32, and each environment takes at least one step of an "
            + "iteration; lower --num-envs or raise --batch-steps.";
        var wrong = new RolloutOptions { Steps = 32, NumEnvs = 64 };
        Assert.Equal(Message, Refused(() => Defaults with { Rollout = wrong }));
        Assert.Equal(Message, Refused(() => Defaults.With(rollout: wrong)));
        Assert.Equal(Message, Refused(() => new RolloutOptions { Steps = 32 }.With(numEnvs: 64)));
        Assert.Equal(
            Message,
            Assert
                .Throws<FormatException>(() =>
                    OptionsJson.Read("""{"environment":"x","rollout":{"steps":32,"numEnvs":64}}""")
                )
                .Message
        );
        var values = TrainingOptions
            .Rules.Where(rule => rule.Flag is "--num-envs" or "--batch-steps")
            .Select(rule => new OptionAssignment(rule, rule.Flag!, rule.Flag == "--num-envs" ? "64" : "32"));
        Assert.Equal(Message, Refused(() => OptionValues.Set(Defaults, [.. values])));
        Assert.Equal(
            64,
            new RolloutOptions { Steps = 32 }
                .With(numEnvs: 64, steps: 64)
                .NumEnvs
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Demonstrated_episodes_are_counted_from_one(int episodes)
    {
        var message = $"DemonstrationOptions.Episodes is {episodes}, expected a whole number of 1 or more, or none.";
        Assert.Equal(message, Refused(() => new DemonstrationOptions { Episodes = episodes }));
        Assert.Equal(message, Refused(() => new DemonstrationOptions().With(episodes: episodes)));
        Assert.Equal(
            (1, null),
            (new DemonstrationOptions { Episodes = 1 }.Episodes, new DemonstrationOptions().Episodes)
        );
    }

    /// <summary>A name that is not there today would stand for another choice tomorrow, if it were a number.</summary>
    [Theory]
    [InlineData(
        """{"environment":"x","method":0}""",
        "method is 0, expected gail or behavior-cloning or expert or fem or gtal."
    )]
    [InlineData("""{"environment":"x","method":17}""", "method is 17, expected gail or")]
    [InlineData("""{"environment":"x","method":"sac"}""", "method is \"sac\", expected gail or")]
    [InlineData("""{"environment":"x","policy":{"activation":1}}""", "policy.activation is 1, expected ")]
    [InlineData("""{"environment":"x","advantage":{"timeLimit":1}}""", "advantage.timeLimit is 1, expected ")]
    public void A_choice_is_a_name_and_no_number(string json, string message) =>
        Assert.StartsWith(message, Assert.Throws<FormatException>(() => OptionsJson.Read(json)).Message);

    [Fact]
    public void Every_choice_of_a_run_refuses_its_own_number()
    {
        var choices = TrainingOptions.Rules.Where(rule => rule.Kind is ChoiceKind).ToList();
        Assert.NotEmpty(choices);
        Assert.All(
            choices,
            rule => Assert.Contains($"--set is '0', expected {rule.Allowed}", Refused(() => rule.Read("--set", "0")))
        );
    }

    [Fact]
    public void Widths_names_and_groups_are_checked()
    {
        Assert.Contains("Hidden is 64,0", Refused(() => new PolicyOptions { Hidden = [64, 0] }));
        Assert.Contains("Hidden is null", Refused(() => new PolicyOptions { Hidden = default }));
        Assert.Contains("Reward is 17", Refused(() => new DiscriminatorOptions { Reward = (RewardForm)17 }));
        Assert.Equal(
            "ValueOptions.Adam is null, expected options; leave it out for its default.",
            Refused(() => new ValueOptions { Adam = null! })
        );
        Assert.Empty(new PolicyOptions { Hidden = [] }.Hidden);
    }

    [Theory]
    [InlineData("""{"environment":"x","trpo":5}""", "trpo is 5, expected an object of options.")]
    [InlineData(
        """{"environment":"x","value":{"adam":{"beta1":1}}}""",
        "value.adam.beta1 is 1, expected a number at least 0 and below 1."
    )]
    [InlineData("""{"environment":"x","iterations":2.5}""", "iterations is 2.5, expected a whole number of 1 or more.")]
    [InlineData(
        """{"environment":"x","policy":{"hidden":[64,0]}}""",
        "policy.hidden is [64,0], expected widths of 1 or more, as in 100,100."
    )]
    [InlineData(
        """{"environment":"x","discriminator":{"reward":"good"}}""",
        "discriminator.reward is \"good\", expected auto or non-negative or non-positive or logit."
    )]
    [InlineData(
        """{"environment":"x","advantage":{"discuont":0.9}}""",
        "There is no option 'advantage.discuont' (did you mean advantage.discount?)."
    )]
    public void Options_json_is_refused_by_path(string json, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => OptionsJson.Read(json)).Message);

    [Fact]
    public void Rules_of_a_group_have_its_path_and_the_flags_given_there()
    {
        var rates = TrainingOptions.Rules.Where(rule => rule.Path.EndsWith("learningRate", StringComparison.Ordinal));
        Assert.Equal(
            [
                "value.adam.learningRate --value-lr",
                "discriminator.adam.learningRate --disc-lr",
                "cloning.adam.learningRate --bc-lr",
            ],
            rates.Select(rule => $"{rule.Path} {rule.Flag}")
        );
        var limits = TrainingOptions.Rules.Where(rule => rule.Path.EndsWith("maxKl", StringComparison.Ordinal));
        Assert.Equal(
            ["how far a step may move the policy, in nats", "mean squared change a step may make (natural)"],
            limits.Select(rule => rule.Meaning)
        );
    }

    /// <summary>The steps of "An option" in docs/architecture.md.</summary>
    [Fact]
    public void A_property_with_its_attribute_is_an_option()
    {
        // 1. The property with its default and 2. what is known of it: see ProbeOptions below.
        var rule = Assert.Single(ProbeOptions.Rules, rule => rule.Path == "share");
        Assert.Equal(
            ("--share", "what is taken; 0: nothing", "a number at least 0 and below 1"),
            (rule.Flag, rule.Help, rule.Allowed)
        );
        Assert.Equal("what is taken, in litres; 0: nothing", rule.Meaning);

        // 3. F# has it in With, a text becomes its value, and the record refuses what is none.
        var changed = new ProbeOptions().With(share: 0.25);
        Assert.Equal((0.5, 0.25), (new ProbeOptions().Share, changed.Share));
        Assert.Equal(0.75, rule.Read("--share", "0.75")!.GetValue<double>());
        Assert.Equal(
            "ProbeOptions.Share is 1, expected a number at least 0 and below 1.",
            Refused(() => changed with { Share = 1 })
        );

        // 4. Within a group it has the group's path.
        Assert.Equal(["share", "inner.share"], OuterOptions.Rules.Select(rule => rule.Path));
        Assert.Equal("--inner-share", OuterOptions.Rules[1].Flag);
    }

    private static string Refused(Func<object?> make) => Assert.Throws<OptionException>(make).Message;
}

/// <summary>A record of options as the library's are.</summary>
[OptionRecord]
internal sealed partial record ProbeOptions
{
    /// <summary>What is taken.</summary>
    [Option("what is taken; 0: nothing", Flag = "--share", Range = "[0, 1)", Unit = "litres")]
    public partial double Share { get; init; } = 0.5;
}

/// <summary>A record that has the other as a group.</summary>
[OptionRecord]
internal sealed partial record OuterOptions
{
    /// <summary>An option of its own.</summary>
    [Option("another")]
    public partial long? Share { get; init; }

    /// <summary>The group.</summary>
    [OptionGroup]
    [OptionFlag("share", "--inner-share", "what is taken here")]
    public partial ProbeOptions Inner { get; init; } = new();
}
