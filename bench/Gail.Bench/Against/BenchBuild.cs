using System.Globalization;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.Loader;

namespace Gail.Bench.Against;

/// <summary>
/// A build of these benchmarks and of the library below them, loaded beside another of the same names: each has its own
/// types.
/// </summary>
internal sealed class BenchBuild : AssemblyLoadContext
{
    // Names of benchmarks before this one's.
    private static readonly Dictionary<string, string> EarlierNames = new() { ["Discriminator"] = "Classifier" };

    private readonly AssemblyDependencyResolver _resolver;
    private readonly Assembly _bench;

    /// <param name="path">The build's Gail.Bench.dll.</param>
    internal BenchBuild(string path)
        : base(path)
    {
        _resolver = new AssemblyDependencyResolver(path);
        _bench = LoadFromAssemblyPath(path);
    }

    /// <summary>What a figure measures, ready to be called; null where this build has no such figure.</summary>
    /// <param name="figure">Type, method and parameters, as in Adam.Step/64/False/1.</param>
    internal BenchWork? Prepare(string figure)
    {
        var parts = figure.Split('/');
        var (name, member) = (parts[0].Split('.')[0], parts[0].Split('.')[1]);
        var type = TypeOf(name) ?? (EarlierNames.TryGetValue(name, out var earlier) ? TypeOf(earlier) : null);
        if (type?.GetMethod(member) is not { } method)
        {
            return null;
        }
        var benchmark = Activator.CreateInstance(type)!;
        // In the order of their declaration, which is that of the figure's name.
        var parameters = type.GetProperties()
            .Where(property => Marked(property, "ParamsAttribute", "ParamsSourceAttribute"));
        foreach (var (parameter, value) in parameters.Zip(parts.Skip(1)))
        {
            parameter.SetValue(
                benchmark,
                Convert.ChangeType(value, parameter.PropertyType, CultureInfo.InvariantCulture)
            );
        }
        type.GetMethods().SingleOrDefault(setup => Marked(setup, "GlobalSetupAttribute"))?.Invoke(benchmark, null);
        var call = Expression.Lambda<Action>(Expression.Call(Expression.Constant(benchmark), method)).Compile();
        return new BenchWork(call, Operations(method));
    }

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        _resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;

    private Type? TypeOf(string name) => _bench.GetType($"Gail.Bench.{name}Benchmark");

    // By name: the attribute's type is the build's own.
    private static bool Marked(MemberInfo member, params ReadOnlySpan<string> names)
    {
        foreach (var attribute in member.CustomAttributes)
        {
            if (names.Contains(attribute.AttributeType.Name))
            {
                return true;
            }
        }
        return false;
    }

    private static int Operations(MethodInfo method) =>
        method
            .CustomAttributes.Single(attribute => attribute.AttributeType.Name == "BenchmarkAttribute")
            .NamedArguments.Where(argument => argument.MemberName == "OperationsPerInvoke")
            .Select(argument => (int)argument.TypedValue.Value!)
            .DefaultIfEmpty(1)
            .Single();
}

/// <summary>Work to be measured.</summary>
/// <param name="Call">Does it.</param>
/// <param name="Operations">How many operations a call is.</param>
internal sealed record BenchWork(Action Call, int Operations);
