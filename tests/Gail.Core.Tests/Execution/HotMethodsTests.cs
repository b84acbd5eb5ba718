using System.Reflection;
using Gail.Execution;

namespace Gail.Core.Tests.Execution;

/// <summary>
/// Loops that are compiled optimised at their first call must stay methods of their own. A caller that the runtime has
/// watched for long (tiered PGO, its default) takes in much larger methods than else, runs out of what it may take in
/// half way, and calls the rest of the loop operation by operation: Adam took twice as long in every program but one
/// that had that switched off.
/// </summary>
public sealed class HotMethodsTests
{
    private const BindingFlags All =
        BindingFlags.Public
        | BindingFlags.NonPublic
        | BindingFlags.Instance
        | BindingFlags.Static
        | BindingFlags.DeclaredOnly;

    [Fact]
    public void None_is_taken_into_its_caller()
    {
        var hot = typeof(Executor)
            .Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(All))
            .Where(method => Has(method, MethodImplAttributes.AggressiveOptimization))
            .ToList();

        Assert.NotEmpty(hot);
        Assert.Empty(
            hot.Where(method => !Has(method, MethodImplAttributes.NoInlining))
                .Select(method =>
                    $"{method.DeclaringType}.{method.Name} needs NoInlining beside AggressiveOptimization"
                )
        );
    }

    private static bool Has(MethodInfo method, MethodImplAttributes flag) =>
        method.MethodImplementationFlags.HasFlag(flag);
}
