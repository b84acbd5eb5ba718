using System.Xml.Linq;

namespace Gail.MuJoCo.Models.Mjcf;

/// <summary>Time step, gravity, medium and numerical methods.</summary>
/// <remarks>Properties start at MuJoCo's defaults.</remarks>
public sealed record PhysicsOptions
{
    /// <summary>The simulated time of one engine step, s.</summary>
    public double TimeStep { get; init; } = 0.002;

    /// <summary>The integrator of a step.</summary>
    public Integrator Integrator { get; init; } = Integrator.Euler;

    /// <summary>The solver of constraint forces.</summary>
    public ConstraintSolver Solver { get; init; } = ConstraintSolver.Newton;

    /// <summary>The most iterations of the solver in a step.</summary>
    public int Iterations { get; init; } = 100;

    /// <summary>Acceleration of free fall, m/s^2.</summary>
    public Vector Gravity { get; init; } = (0, 0, -9.81);

    /// <summary>Density of the medium, kg/m^3; 0 for none. It resists with the square of the velocity.</summary>
    public double Density { get; init; }

    /// <summary>Viscosity of the medium, Pa s; 0 for none. It resists in proportion to the velocity.</summary>
    public double Viscosity { get; init; }

    internal XElement ToElement() =>
        new(
            "option",
            MjcfText.Numbers("timestep", TimeStep),
            MjcfText.Text("integrator", Integrator.ToString()),
            MjcfText.Text("solver", Solver.ToString()),
            MjcfText.Whole("iterations", Iterations),
            Gravity.ToAttribute("gravity"),
            MjcfText.Numbers("density", Density),
            MjcfText.Numbers("viscosity", Viscosity)
        );
}
