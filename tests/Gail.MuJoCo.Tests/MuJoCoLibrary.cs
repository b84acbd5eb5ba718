using Gail.MuJoCo.Native;

namespace Gail.MuJoCo.Tests;

/// <summary>The engine's library, which a machine may lack; where CI is true it must be there.</summary>
internal static class MuJoCoLibrary
{
    /// <summary>Skips the test without the library; fails it under CI.</summary>
    public static void Require()
    {
        try
        {
            _ = Engine.Instance;
        }
        catch (EngineException missing)
        {
            AbsentException.ThrowFor(missing.Message);
        }
    }
}
