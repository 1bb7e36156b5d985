Console.WriteLine("seed-job");
