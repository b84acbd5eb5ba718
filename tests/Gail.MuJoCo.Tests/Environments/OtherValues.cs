using System.Globalization;
using Gail.MuJoCo.Environments.Options;

namespace Gail.MuJoCo.Tests.Environments;

/// <summary>Options with one value changed to another that is far enough away to be noticed.</summary>
internal static class OtherValues
{
    public static RobotOptions Of(RobotOptions options, RobotOption option)
    {
        var value = option.Write(options);
        var other = value switch
        {
            "true" => "false",
            "false" => "true",
            _ when value.Contains("..") => "5..6",
            _ when option.Name == "frameSkip" => "7",
            _ => ((2 * double.Parse(value, CultureInfo.InvariantCulture)) + 0.25).ToString(
                CultureInfo.InvariantCulture
            ),
        };
        return option.Read(options, other) ?? throw new InvalidOperationException($"{option.Name} takes no {other}.");
    }
}
