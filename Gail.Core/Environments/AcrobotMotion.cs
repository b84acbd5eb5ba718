using System.Runtime.CompilerServices;
using Gail.Environments.Simd;

namespace Gail.Environments;

/// <summary>
/// The equations of motion of <see cref="Acrobot"/> for all environments at once, on columns theta1, theta2 and their
/// velocities.
/// </summary>
internal static class AcrobotMotion
{
    private const double Gravity = 9.8;
    private const double Length = 1.0;
    private const double Mass = 1.0;
    private const double CentreOfMass = 0.5;
    private const double Inertia = 1.0;

    /// <summary>One Runge-Kutta step of order 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Columns4<T> Integrate<T>(Columns4<T> start, T torque, double time)
        where T : struct, ILanes<T>
    {
        var k1 = Derivative(start, torque);
        var k2 = Derivative(Plus(start, time / 2, k1), torque);
        var k3 = Derivative(Plus(start, time / 2, k2), torque);
        var k4 = Derivative(Plus(start, time, k3), torque);
        return Plus(
            start,
            time / 6,
            new(
                k1.Column0 + (2 * k2.Column0) + (2 * k3.Column0) + k4.Column0,
                k1.Column1 + (2 * k2.Column1) + (2 * k3.Column1) + k4.Column1,
                k1.Column2 + (2 * k2.Column2) + (2 * k3.Column2) + k4.Column2,
                k1.Column3 + (2 * k2.Column3) + (2 * k3.Column3) + k4.Column3
            )
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Columns4<T> Plus<T>(Columns4<T> motion, T time, Columns4<T> rate)
        where T : struct, ILanes<T> =>
        new(
            motion.Column0 + (time * rate.Column0),
            motion.Column1 + (time * rate.Column1),
            motion.Column2 + (time * rate.Column2),
            motion.Column3 + (time * rate.Column3)
        );

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Columns4<T> Derivative<T>(Columns4<T> motion, T torque)
        where T : struct, ILanes<T>
    {
        const double square = CentreOfMass * CentreOfMass;
        var (theta1, theta2, velocity1, velocity2) = motion;
        var (sin2, cos2) = Trigonometry.SinCos(theta2);
        var d1 =
            (Mass * square)
            + (Mass * ((Length * Length) + square + (2 * Length * CentreOfMass * cos2)))
            + Inertia
            + Inertia;
        var d2 = (Mass * (square + (Length * CentreOfMass * cos2))) + Inertia;
        // cos(x - pi / 2) is sin(x) in mathematics but not always in the last bit; the reference has the cosine.
        var phi2 = Mass * CentreOfMass * Gravity * Trigonometry.Cos(theta1 + theta2 - (Math.PI / 2));
        var phi1 =
            (-Mass * Length * CentreOfMass * (velocity2 * velocity2) * sin2)
            - (2 * Mass * Length * CentreOfMass * velocity2 * velocity1 * sin2)
            + (((Mass * CentreOfMass) + (Mass * Length)) * Gravity * Trigonometry.Cos(theta1 - (Math.PI / 2)))
            + phi2;
        var acceleration2 =
            (torque + (d2 / d1 * phi1) - (Mass * Length * CentreOfMass * (velocity1 * velocity1) * sin2) - phi2)
            / ((Mass * square) + Inertia - (d2 * d2 / d1));
        var acceleration1 = -((d2 * acceleration2) + phi1) / d1;
        return new(velocity1, velocity2, acceleration1, acceleration2);
    }
}
