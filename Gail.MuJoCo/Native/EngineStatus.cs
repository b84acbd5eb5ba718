namespace Gail.MuJoCo.Native;

/// <summary>Whether robots can be simulated here, for those who ask before they make an environment.</summary>
/// <param name="Library">The path or name of the library; empty when it cannot be used.</param>
/// <param name="Version">Its version, as in "2.2.2"; empty when it cannot be used.</param>
/// <param name="Problem">Why it cannot be used and what to do about it; empty when it can.</param>
public sealed record EngineStatus(string Library, string Version, string Problem)
{
    /// <summary>The MuJoCo library of this process, looked for and checked when first asked.</summary>
    public static EngineStatus OfThisProcess()
    {
        try
        {
            return new(Engine.Instance.Name, Engine.Instance.Version, "");
        }
        catch (EngineException problem)
        {
            return new("", "", problem.Message);
        }
    }

    /// <summary>Whether environments of robots can be made.</summary>
    public bool IsUsable => Problem.Length == 0;
}
