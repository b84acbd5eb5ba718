using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gail.MuJoCo.Native;

/// <summary>The receiver of the engine's messages, which would otherwise go to MUJOCO_LOG.TXT.</summary>
internal static unsafe class EngineMessages
{
    /// <summary>Warnings are read from the counters of the data that they concern (<see cref="EngineData"/>).</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnWarning(byte* message) { }

    /// <summary>After an error the engine must not go on, and no exception can pass through its frames.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    internal static void OnError(byte* message)
    {
        Console.Error.WriteLine($"MuJoCo had to stop the program: {Marshal.PtrToStringUTF8((nint)message)}");
        Environment.Exit(1);
    }
}
