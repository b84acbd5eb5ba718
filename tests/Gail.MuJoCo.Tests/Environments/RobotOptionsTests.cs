using System.Reflection;
using Gail.MuJoCo.Environments;
using Gail.MuJoCo.Environments.Options;
using Gail.MuJoCo.Models.Mjcf;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Options in names and in programs; none of it needs the engine.</summary>
public class RobotOptionsTests
{
    public static TheoryData<string> Ids => [.. MuJoCoEnvironments.All];

    [Theory]
    [InlineData("Hopper-v5:ctrlCostWeight=0.01", "Hopper-v5:ctrlCostWeight=0.01")]
    [InlineData("Hopper-v5:ctrlCostWeight=1e-2", "Hopper-v5:ctrlCostWeight=0.01")]
    [InlineData("Hopper-v5:ctrlCostWeight=0.001", "Hopper-v5")]
    [InlineData("Hopper-v5:terminateWhenUnhealthy=false", "HopperFixedHorizon-v5")]
    [InlineData(
        "Hopper-v5:terminateWhenUnhealthy=false,ctrlCostWeight=0.01",
        "HopperFixedHorizon-v5:ctrlCostWeight=0.01"
    )]
    [InlineData(
        "Hopper-v4:resetNoiseScale=0,healthyZRange=0.5..inf,frameSkip=8",
        "Hopper-v4:frameSkip=8,healthyZRange=0.5..inf,resetNoiseScale=0"
    )]
    [InlineData("Walker2d-v4:healthyAngleRange=-inf..inf", "Walker2d-v4:healthyAngleRange=-inf..inf")]
    [InlineData("Ant-v1:useContactForces=true", "Ant-v1")]
    [InlineData("Ant-v4:useContactForces=true", "Ant-v4:useContactForces=true")]
    [InlineData("Humanoid-v4:contactCostWeight=5e-7", "Humanoid-v4:contactCostWeight=5E-07")]
    [InlineData("Humanoid-v5:contactCostWeight=5e-7", "Humanoid-v5")]
    [InlineData("Humanoid-v1:contactCostWeight=0", "Humanoid-v1:contactCostWeight=0")]
    [InlineData(
        "Hopper-v5:ctrlCostWeight=-0,healthyAngleRange=-0..0.5,resetNoiseScale=-0",
        "Hopper-v5:ctrlCostWeight=0,healthyAngleRange=0..0.5,resetNoiseScale=0"
    )]
    public void A_name_has_one_form(string given, string canonical)
    {
        var options = MuJoCoEnvironments.Options(given);
        Assert.Equal(canonical, options.Id);
        Assert.Equal(canonical, options.Spec.Id);
        Assert.Equal(options, MuJoCoEnvironments.Options(canonical));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_option_travels_in_the_name(string id)
    {
        var options = MuJoCoEnvironments.Options(id);
        foreach (var option in options.Family.Options)
        {
            var changed = OtherValues.Of(options, option);
            Assert.NotEqual(options.Id, changed.Id);
            Assert.NotEqual(options, changed);
            Assert.Equal(changed, MuJoCoEnvironments.Options(changed.Id));
            Assert.DoesNotContain(changed.Id, letter => " '\"$&|;<>()*?[]{}~`!#\\".Contains(letter));
        }
    }

    [Fact]
    public void Programs_set_properties_and_change_copies()
    {
        var options = new HopperOptions { CtrlCostWeight = 0.01, TerminateWhenUnhealthy = false };
        Assert.Equal("HopperFixedHorizon-v5:ctrlCostWeight=0.01", options.Id);
        Assert.Equal("Hopper-v5:ctrlCostWeight=0.01", options.With(terminateWhenUnhealthy: true).Id);
        Assert.Equal("Hopper-v4:healthyZRange=0.5..2", new HopperOptions { Version = 4, HealthyZRange = (0.5, 2) }.Id);
        Assert.Equal(MuJoCoEnvironments.Options("Ant-v5"), new AntOptions { UseContactForces = true });
        Assert.Equal(new AntOptions().GetHashCode(), new AntOptions { UseContactForces = true }.GetHashCode());
    }

    [Fact]
    public void A_copy_of_another_version_has_that_version_s_defaults()
    {
        Assert.Equal("Humanoid-v4:frameSkip=4", (new HumanoidOptions().With(frameSkip: 4) with { Version = 4 }).Id);
        Assert.Equal("Ant-v4:frameSkip=4", (new AntOptions().With(frameSkip: 4) with { Version = 4 }).Id);
        Assert.Equal(
            "HumanoidFixedHorizon-v4",
            (MuJoCoEnvironments.Options("HumanoidFixedHorizon-v5") with { Version = 4 }).Id
        );
        var asked = new HumanoidOptions().With(contactCostWeight: 5e-7).With(frameSkip: 4);
        Assert.Equal("Humanoid-v4:frameSkip=4,contactCostWeight=5E-07", (asked with { Version = 4 }).Id);
        var forced = new AntOptions().With(useContactForces: true).With(frameSkip: 4);
        Assert.Equal("Ant-v4:frameSkip=4,useContactForces=true", (forced with { Version = 4 }).Id);
    }

    [Theory]
    [InlineData(
        "Hopper-v5:ctrlCostWeigth=1",
        "Hopper-v5 has no option 'ctrlCostWeigth'. Did you mean ctrlCostWeight? Its options are frameSkip, "
            + "forwardRewardWeight, ctrlCostWeight, healthyReward, terminateWhenUnhealthy, healthyStateRange, "
            + "healthyZRange, healthyAngleRange, resetNoiseScale, excludeCurrentPositionsFromObservation."
    )]
    [InlineData("HopperFixedHorizon-v5:terminateWhenUnhealthy=true", "has no option 'terminateWhenUnhealthy'. Its")]
    [InlineData("Reacher-v4:healthyReward=1", "Its options are frameSkip, rewardDistWeight, rewardControlWeight.")]
    [InlineData("Hopper-v5:frameSkip", "Hopper-v5 is followed by 'frameSkip', expected option=value. Its options")]
    [InlineData("Hopper-v5:", "Hopper-v5 is followed by '', expected option=value.")]
    [InlineData("Hopper-v5:frameSkip=2,frameSkip=3", "Hopper-v5 is given frameSkip twice.")]
    [InlineData("Hopper-v5:frameSkip=0", "frameSkip of Hopper-v5 is '0', expected a whole number from 1 to 1000.")]
    [InlineData("Hopper-v5:frameSkip=2.5", "expected a whole number")]
    [InlineData("Hopper-v5:ctrlCostWeight=much", "ctrlCostWeight of Hopper-v5 is 'much', expected a finite number.")]
    [InlineData("Hopper-v5:ctrlCostWeight=inf", "expected a finite number.")]
    [InlineData("Hopper-v5:ctrlCostWeight=nan", "expected a finite number.")]
    [InlineData("Hopper-v5:resetNoiseScale=-1", "expected a number of 0 or more.")]
    [InlineData("Hopper-v5:terminateWhenUnhealthy=no", "is 'no', expected true or false.")]
    [InlineData(
        "Hopper-v5:healthyZRange=2..1",
        "is '2..1', expected two bounds with the lower one first, as in 0.7..inf."
    )]
    [InlineData("Hopper-v5:healthyZRange=0.7", "expected two bounds")]
    public void A_wrong_option_is_named_with_what_was_expected(string id, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<RobotOptionException>(() => MuJoCoEnvironments.Create(id)).Message,
            StringComparison.Ordinal
        );

    public static TheoryData<Func<RobotOptions>, string> Wrong =>
        new()
        {
            {
                () =>
                    new HopperOptions { Version = 3 },
                "Hopper has no version 3, expected 1, 4, 5."
            },
            {
                () =>
                    new SwimmerOptions { Version = 1 },
                "Swimmer has no version 1, expected 4, 5."
            },
            {
                () =>
                    new HopperOptions { FrameSkip = 0 },
                "HopperOptions.FrameSkip is 0, expected a whole number from 1 to 1000."
            },
            {
                () =>
                    new AntOptions { Version = 4, CtrlCostWeight = double.NaN },
                "AntOptions.CtrlCostWeight is NaN, expected a finite number."
            },
            {
                () => new HumanoidOptions() with { ContactCostWeight = double.PositiveInfinity },
                "HumanoidOptions.ContactCostWeight is inf, expected a finite number."
            },
            {
                () =>
                    new HumanoidOptions { HealthyZRange = (2, 1) },
                "HumanoidOptions.HealthyZRange is 2..1, expected two bounds with the lower one first, as in 0.7..inf."
            },
            {
                () =>
                    new ReacherOptions { RewardDistWeight = double.NegativeInfinity },
                "ReacherOptions.RewardDistWeight is -inf, expected a finite number."
            },
            {
                () =>
                    new Walker2dOptions { ResetNoiseScale = -0.5 },
                "Walker2dOptions.ResetNoiseScale is -0.5, expected a number of 0 or more."
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_a_program_sets_is_checked_where_it_is_set(Func<RobotOptions> make, string message) =>
        Assert.Equal(message, Assert.Throws<RobotOptionException>(make).Message);

    /// <summary>Of every option that numbers can be wrong for.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void No_option_takes_what_it_cannot_have(string id)
    {
        var options = MuJoCoEnvironments.Options(id);
        foreach (var property in options.GetType().GetProperties().Where(property => property.CanWrite))
        {
            object? wrong =
                property.PropertyType == typeof(int) ? 0
                : property.PropertyType == typeof(double) ? double.NaN
                : property.PropertyType == typeof(Interval) ? new Interval(2, 1)
                : null;
            if (wrong is not null)
            {
                var refused = Assert.Throws<TargetInvocationException>(() => property.SetValue(options, wrong));
                Assert.IsType<RobotOptionException>(refused.InnerException);
            }
        }
    }
}
