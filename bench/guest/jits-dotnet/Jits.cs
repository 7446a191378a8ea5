// Makes a .NET runtime compile much: Jits SECONDS. Random expressions become dynamic methods, types of a dynamic assembly and generic instances, are called until they
// are hot, and are dropped; a walk over each expression's tree gives the same number, or the program ends with status 1.
using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;
using System.Threading;

public delegate long Function(long a, long b, int c);

public interface IFunction
{
    long Of(long a, long b, int c);
}

public sealed class Tree
{
    private readonly char operation;
    private readonly int value;
    private readonly Tree left, right;

    public Tree(char operation, int value, Tree left, Tree right)
    {
        this.operation = operation;
        this.value = value;
        this.left = left;
        this.right = right;
    }

    public static Tree Make(Numbers random, int depth)
    {
        if (depth == 0 || random.Next(8) == 0)
        {
            return random.Next(2) == 0 ? new Tree('x', random.Next(3), null, null) : new Tree('c', random.Next(1 << 20) - (1 << 19), null, null);
        }

        return new Tree("+-*^&<>uid?"[random.Next(11)], 0, Make(random, depth - 1), Make(random, depth - 1));
    }

    public static long Least(long l, long r)
    {
        return l < r ? l + 1 : r;
    }

    public long Walk(long a, long b, int c)
    {
        if (left == null)
        {
            return operation == 'c' ? value : value == 0 ? a : value == 1 ? b : c;
        }

        long l = left.Walk(a, b, c), r = right.Walk(a, b, c);
        unchecked
        {
            switch (operation)
            {
                case '+': return l + r;
                case '-': return l - r;
                case '*': return l * r;
                case '^': return l ^ r;
                case '&': return l & r;
                case '<': return l << (int)(r & 63);
                case '>': return l >> (int)(r & 63);
                case 'u': return (long)((ulong)l >> (int)(r & 63));
                case 'i': return (int)((int)(l * 31) + (int)r);
                case 'd': return (long)((double)(int)l * 0.5 + (double)(int)r);
                default: return Least(l, r);
            }
        }
    }

    public void Emit(ILGenerator il, int first)
    {
        if (left == null)
        {
            if (operation == 'c')
            {
                il.Emit(OpCodes.Ldc_I8, (long)value);
                return;
            }

            il.Emit(OpCodes.Ldarg, (short)(first + value));
            if (value == 2)
            {
                il.Emit(OpCodes.Conv_I8);
            }

            return;
        }

        left.Emit(il, first);
        if (operation == 'd')
        {
            il.Emit(OpCodes.Conv_I4);
            il.Emit(OpCodes.Conv_R8);
            il.Emit(OpCodes.Ldc_R8, 0.5);
            il.Emit(OpCodes.Mul);
        }
        else if (operation == 'i')
        {
            il.Emit(OpCodes.Ldc_I4, 31);
            il.Emit(OpCodes.Conv_I8);
            il.Emit(OpCodes.Mul);
            il.Emit(OpCodes.Conv_I4);
        }

        right.Emit(il, first);
        switch (operation)
        {
            case '+': il.Emit(OpCodes.Add); break;
            case '-': il.Emit(OpCodes.Sub); break;
            case '*': il.Emit(OpCodes.Mul); break;
            case '^': il.Emit(OpCodes.Xor); break;
            case '&': il.Emit(OpCodes.And); break;
            case '<': Shift(il, OpCodes.Shl); break;
            case '>': Shift(il, OpCodes.Shr); break;
            case 'u': Shift(il, OpCodes.Shr_Un); break;
            case 'i': il.Emit(OpCodes.Conv_I4); il.Emit(OpCodes.Add); il.Emit(OpCodes.Conv_I8); break;
            case 'd': il.Emit(OpCodes.Conv_I4); il.Emit(OpCodes.Conv_R8); il.Emit(OpCodes.Add); il.Emit(OpCodes.Conv_I8); break;
            default: il.Emit(OpCodes.Call, typeof(Tree).GetMethod("Least")); break;
        }
    }

    private static void Shift(ILGenerator il, OpCode shift)
    {
        il.Emit(OpCodes.Conv_I4);
        il.Emit(OpCodes.Ldc_I4, 63);
        il.Emit(OpCodes.And);
        il.Emit(shift);
    }
}

public sealed class Numbers
{
    private ulong state;

    public Numbers(long seed)
    {
        state = unchecked((ulong)seed * 0x9E3779B97F4A7C15UL) | 1;
    }

    public int Next(int limit)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return (int)((state >> 11) % (ulong)limit);
    }
}

// A generic structure within itself: each depth is another type, and each type other code.
public struct Nested<T>
{
    public T Inner;
    public long Value;

    public static long Sum(long x, int depth)
    {
        var one = new Nested<T> { Value = x + depth };
        return depth == 0 ? one.Value + typeof(T).GetHashCode() * 0 : one.Value * 31 + Nested<KeyValuePair<T, long>>.Sum(x ^ one.Value, depth - 1);
    }
}

public static class Jits
{
    private static readonly Type[] Arguments = { typeof(long), typeof(long), typeof(int) };

    private static long Round(long number)
    {
        var random = new Numbers(number);
        Tree[] trees = Enumerable.Range(0, 24).Select(_ => Tree.Make(random, 2 + random.Next(5))).ToArray();
        AssemblyBuilder assembly = AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("A" + number), AssemblyBuilderAccess.RunAndCollect);
        ModuleBuilder module = assembly.DefineDynamicModule("M");
        long sum = 0;
        for (int n = 0; n < trees.Length; n++)
        {
            Tree tree = trees[n];
            Function function = n % 3 == 0 ? OfType(module, "T" + n, tree) : Dynamic(tree, n % 3 == 1);
            int hot = random.Next(4) == 0 ? 60000 : 1500;
            unchecked
            {
                for (int i = 0; i < hot; i++)
                {
                    sum = sum * 31 + function(i, sum, (int)number - i);
                }

                for (int i = 0; i < 40; i++)
                {
                    long a = random.Next(1 << 30) - (1L << random.Next(40));
                    int c = random.Next(100);
                    long got = function(a, sum, c), wanted = tree.Walk(a, sum, c);
                    if (got != wanted)
                    {
                        throw new InvalidOperationException("function " + n + ": " + got + " instead of " + wanted);
                    }

                    sum = sum * 31 + got;
                }
            }
        }

        unchecked
        {
            sum = sum * 31 + Nested<int>.Sum(number, 2 + random.Next(3));
            sum = sum * 31 + Enumerable.Range(0, 2000).GroupBy(i => i * (int)(number % 97 + 1) % 11).OrderBy(g => g.Key).Select(g => g.Sum(i => (long)i) ^ g.Key).Aggregate(0L, (s, v) => s * 7 + v);
        }

        return sum;
    }

    private static Function Dynamic(Tree tree, bool loop)
    {
        var method = new DynamicMethod("f", typeof(long), Arguments, typeof(Jits).Module);
        ILGenerator il = method.GetILGenerator();
        LocalBuilder count = il.DeclareLocal(typeof(int)), result = il.DeclareLocal(typeof(long));
        Label again = il.DefineLabel();
        il.MarkLabel(again);
        tree.Emit(il, 0);
        il.Emit(OpCodes.Stloc, result);
        if (loop)
        {
            il.Emit(OpCodes.Ldloc, count);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Add);
            il.Emit(OpCodes.Dup);
            il.Emit(OpCodes.Stloc, count);
            il.Emit(OpCodes.Ldc_I4_5);
            il.Emit(OpCodes.Blt, again);
        }

        il.Emit(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ret);
        return (Function)method.CreateDelegate(typeof(Function));
    }

    private static Function OfType(ModuleBuilder module, string name, Tree tree)
    {
        TypeBuilder type = module.DefineType(name, TypeAttributes.Public | TypeAttributes.Sealed, typeof(object), new[] { typeof(IFunction) });
        MethodBuilder method = type.DefineMethod("Of", MethodAttributes.Public | MethodAttributes.Virtual | MethodAttributes.Final, typeof(long), Arguments);
        ILGenerator il = method.GetILGenerator();
        tree.Emit(il, 1);
        il.Emit(OpCodes.Ret);
        type.DefineDefaultConstructor(MethodAttributes.Public);
        return ((IFunction)Activator.CreateInstance(type.CreateTypeInfo().AsType())).Of;
    }

    private static string Run(long first, double seconds)
    {
        DateTime end = DateTime.UtcNow.AddSeconds(seconds);
        long rounds = 0, check = 0;
        do
        {
            long sum = Round(first + rounds);
            check = rounds++ == 0 ? sum : check;
            if (rounds % 8 == 0 && Round(first) != check)
            {
                throw new InvalidOperationException("the first round gives another sum than before");
            }
        }
        while (DateTime.UtcNow < end);
        return rounds + " rounds, first " + check.ToString("x", CultureInfo.InvariantCulture);
    }

    public static int Main(string[] arguments)
    {
        double seconds = arguments.Length > 0 ? double.Parse(arguments[0], CultureInfo.InvariantCulture) : 10;
        string other = null;
        try
        {
            var thread = new Thread(() =>
            {
                try
                {
                    other = Run(100000, seconds);
                }
                catch (Exception e)
                {
                    Console.WriteLine("jits: " + e);
                    Environment.Exit(1);
                }
            });
            thread.Start();
            string mine = Run(1, seconds);
            thread.Join();
            Console.WriteLine("jits dotnet " + mine + " " + other + " ok");
            return 0;
        }
        catch (Exception e)
        {
            Console.WriteLine("jits: " + e);
            return 1;
        }
    }
}
